// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MismatchTest {
  private final Agent agent =
      TestAgent.of("a")
          .services("checkout", "web")
          .label("region", "eu-west")
          .label("os", "photon")
          .agent();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          region = us-east                     | region is "eu-west", not "us-east"
          region ~ us-*                        | region is "eu-west", which is not like "us-*"
          region IN (us-east, us-west)         | region is "eu-west", not one of "us-east", "us-west"
          region != eu-west                    | region is "eu-west", which the target excludes
          region !~ eu-*                       | region is "eu-west", which the target excludes
          region NOT IN (eu-west)              | region is "eu-west", which the target excludes
          label.os = alpine                    | label.os is "photon", not "alpine"
          os = Darwin                          | os is "Linux", not "Darwin"
          zone = a                             | it has no label "zone"
          label.tier = a                       | it has no label "tier"
          service = payments                   | it has seen no service "payments"; it has seen: checkout, web
          service ~ pay*                       | it has seen no service like "pay*"; it has seen: checkout, web
          service IN (a, b)                    | it has seen none of the services "a", "b"; it has seen: checkout, web
          service != web                       | it has seen the service "web", which the target excludes
          capability = ebpf                    | it has no capability "ebpf"; it has: none
          region = eu-west AND agent = b       | agent is "a", not "b"
          zone = a AND agent = b               | it has no label "zone"
          zone = a OR agent = b                | it has no label "zone", and agent is "a", not "b"
          NOT (region = eu-west AND agent = a) | region is "eu-west", which the target excludes, and agent is "a", which the target excludes
          NOT (zone = a OR agent = a)          | agent is "a", which the target excludes
          NOT NOT agent = b                    | agent is "a", not "b"
          NOT zone != a                        | it has no label "zone"
          payments                             | it is not called "payments" and has seen no such service; it has seen: checkout, web
          """)
  void namesTheSmallestPartThatFails(String target, String reason) {
    Target parsed = Target.parse(target);
    assertThat(parsed.matches(agent)).isFalse();
    assertThat(parsed.mismatch(agent)).isEqualTo(reason);
  }

  @Test
  void keepsALongReasonShort() {
    String text = "agent=1 OR agent=2 OR agent=3 OR agent=4 OR agent=5";
    assertThat(Target.parse(text).mismatch(agent))
        .isEqualTo(
            "agent is \"a\", not \"1\", and agent is \"a\", not \"2\", and agent is \"a\", not"
                + " \"3\", and so on for 2 more");
    assertThat(
            Target.parse("service=x")
                .mismatch(TestAgent.of("b").services("abcdefghijkl".split("")).agent()))
        .endsWith("it has seen: a, b, c, d, e, f, g, h, i, j and 2 more");
  }
}
