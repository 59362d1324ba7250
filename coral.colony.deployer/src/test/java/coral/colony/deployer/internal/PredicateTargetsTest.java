// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Deployer.Verdict;
import coral.api.agent.Deployer.Verdict.Fit;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.colony.deployer.internal.targeting.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that go where a predicate says. */
class PredicateTargetsTest {
  private static final Script SCRIPT =
      TestDeployer.script(1, "service=payments AND region=us-east");

  private final TestDeployer colony = new TestDeployer();

  @Test
  void goesToTheAgentsThatMatch() {
    put(agent("east").services("payments"), "us-east");
    put(agent("west").services("payments"), "us-west");
    put(agent("idle"), "us-east");
    assertThat(colony.deployer.deploy(SCRIPT, "ada", false).placement().agents())
        .containsExactly("east");
    assertThat(colony.deployer.desired("east")).hasSize(1);
    assertThat(colony.deployer.desired("west")).isEmpty();
    assertThat(colony.deployer.desired("idle")).isEmpty();
  }

  @Test
  void anAgentGetsAndLosesItWithItsServices() {
    put(agent("east"), "us-east");
    colony.deployer.deploy(SCRIPT, "ada", true);
    assertHolds(false);
    put(agent("east").services("redis", "payments"), "us-east");
    assertHolds(true);
    put(agent("east").services("redis"), "us-east");
    assertHolds(false);
  }

  @Test
  void anAgentGetsAndLosesItWithItsLabels() {
    put(agent("east").services("payments"), "us-west");
    colony.deployer.deploy(SCRIPT, "ada", true);
    assertHolds(false);
    put(agent("east").services("payments"), "us-east");
    assertHolds(true);
    colony.directory.put(agent("east").services("payments").agent());
    assertHolds(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAMalformedPredicatePendingOrNot(boolean allowPending) {
    put(agent("east").services("payments"), "us-east");
    Script malformed = TestDeployer.script(1, "payments", "service=");
    assertThatThrownBy(() -> colony.deployer.check(malformed, allowPending))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("the target \"service=\" is malformed at character 9: a value is missing");
    assertThatThrownBy(() -> colony.deployer.deploy(malformed, "ada", allowPending))
        .hasMessageContaining("\"service=\" is malformed");
    assertThat(colony.scripts.deployments).isEmpty();
    assertThat(colony.scripts.audit).isEmpty();
  }

  @Test
  void whatWasStoredAsANameAndIsNoPredicateDoesNotStopTheOthers() {
    colony.scripts.save(TestDeployer.script(1, "this and that", "east"));
    colony.scripts.save(TestDeployer.active(1, TestDeployer.NOW));
    colony.restart();
    put(agent("east"), "us-east");
    put(agent("west"), "us-west");
    assertHolds(true);
    assertThat(colony.deployer.desired("west")).isEmpty();
  }

  @Test
  void saysOfEachAgentWhyItDoesNotMatchWhenNoneDoes() {
    put(agent("a").services("payments"), "eu-west");
    colony.directory.put(agent("b").services("checkout", "web").agent());
    assertThatThrownBy(() -> colony.deployer.check(SCRIPT, false))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_MATCHING_AGENT))
        .hasMessage(
            "no agent matches the target \"service=payments AND region=us-east\": a (region is"
                + " \"eu-west\", not \"us-east\"), b (it has seen no service \"payments\"; it has"
                + " seen: checkout, web); deploy with --pending to have it run once one can");
    assertThat(colony.deployer.check(SCRIPT, true).agents()).isEmpty();
  }

  @Test
  void explainsWhatComesOfAScriptOnEachAgent() {
    put(agent("east").services("payments"), "us-east");
    put(agent("gone").services("payments").disconnected(), "us-east");
    put(agent("old").services("payments").deno("1.46.3"), "us-east");
    put(agent("west").services("payments").disconnected(), "us-west");
    assertThat(colony.deployer.explain(SCRIPT))
        .containsExactly(
            new Verdict("east", Fit.GETS_IT, ""),
            new Verdict(
                "gone",
                Fit.CANNOT_RUN,
                "it is not connected; it gets the script once it connects again"),
            new Verdict(
                "old", Fit.CANNOT_RUN, "it has Deno 1.46.3; scripts need Deno 2.0 or newer"),
            new Verdict("west", Fit.NO_MATCH, "region is \"us-west\", not \"us-east\""));
  }

  private void assertHolds(boolean expected) {
    assertThat(colony.deployer.desired("east")).hasSize(expected ? 1 : 0);
  }

  private static TestAgent agent(String id) {
    return TestAgent.of(id);
  }

  private void put(TestAgent agent, String region) {
    colony.directory.put(agent.label("region", region).agent());
  }
}
