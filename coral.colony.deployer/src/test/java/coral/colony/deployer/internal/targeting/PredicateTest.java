// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Agent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateTest {
  private final Agent agent =
      TestAgent.of("payments-1")
          .services("payments", "redis")
          .capabilities("ebpf")
          .label("region", "us-east")
          .label("os", "photon")
          .label("note", "say \"hi\", it's 5 \\ 6")
          .label("in", "yes")
          .label("empty", "")
          .agent();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service=payments AND region=us-east",
        "agent=payments-1",
        "hostname = host-1 and os = Linux And kernel = 6.1 AND version=0.1.0",
        "tier ~ deno*",
        "capability = ebpf",
        "label.os = photon",
        "label.region = us-east",
        "service = redis",
        "service != checkout",
        "service ~ pay*",
        "service !~ check*",
        "service IN (checkout, redis)",
        "service not in (checkout)",
        "region ~ us-*",
        "region ~ us-eas?",
        "region ~ *",
        "region !~ eu-*",
        "region IN (\"eu-west\", 'us-east')",
        "region NOT IN(eu-west,eu-north)",
        "note = \"say \\\"hi\\\", it's 5 \\\\ 6\"",
        "note = 'say \"hi\", it\\'s 5 \\\\ 6'",
        "\"in\" = yes",
        "empty = ''",
        "zone != a",
        "zone !~ *",
        "zone NOT IN (a)",
        "NOT zone = a",
        "not not region = us-east",
        "NOT (region = us-east AND service = checkout)",
        "NOT region = eu-west AND service = payments",
        "service=checkout AND region=us-east OR agent=payments-1",
        "agent=payments-1 OR service=checkout AND region=eu-west",
        "((region=us-east))AND(service=payments)",
      })
  void matches(String text) {
    assertThat(PredicateParser.parse(text).matches(agent)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service=payments AND region=eu-west",
        "service = Payments",
        "service = pay*",
        "service != redis",
        "service !~ red*",
        "service NOT IN (redis)",
        "region ~ us",
        "region ~ us-eas??",
        "os = photon",
        "capability = docker",
        "capability != ebpf",
        "zone = a",
        "zone = ''",
        "zone ~ *",
        "zone IN (a)",
        "empty ~ ?",
        "NOT zone != a",
        "NOT region = us-east OR service = checkout",
        "(agent=payments-1 OR service=checkout) AND region=eu-west",
      })
  void doesNotMatch(String text) {
    assertThat(PredicateParser.parse(text).matches(agent)).isFalse();
  }
}
