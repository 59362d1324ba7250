// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.agent.Deployer.Skipped;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.Trigger;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which agents get a script, and why others do not. */
class PlacementTest {
  private final TestDeployer colony = new TestDeployer();

  @Test
  void deploysToAllAgentsWhenNoTargetIsNamed() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.directory.put(TestAgent.of("b").agent());
    Outcome outcome = colony.deployer.deploy(TestDeployer.script(1), "ada", false);
    assertThat(outcome.placement().agents()).containsExactly("a", "b");
    assertThat(outcome.unchanged()).isFalse();
    assertThat(colony.deployer.desired("a"))
        .extracting(Desired::deployment)
        .containsExactly(outcome.deployment());
    assertThat(colony.deployer.desired("nobody")).isEmpty();
  }

  @Test
  void targetsAreAgentIdsOrServices() {
    colony.directory.put(TestAgent.of("a").services("payments").agent());
    colony.directory.put(TestAgent.of("b").services("redis").agent());
    colony.directory.put(TestAgent.of("c").agent());
    assertThat(colony.deployer.placement(TestDeployer.script(1, "payments", "c")).agents())
        .containsExactly("a", "c");
  }

  @Test
  void aServiceThatAppearsGetsItsScripts() {
    colony.directory.put(TestAgent.of("a").services("payments").agent());
    colony.directory.put(TestAgent.of("b").agent());
    colony.deployer.deploy(TestDeployer.script(1, "payments"), "ada", false);
    assertThat(colony.deployer.desired("b")).isEmpty();
    var told = new AtomicInteger();
    colony.deployer.listen(told::incrementAndGet);
    colony.directory.put(TestAgent.of("b").services("payments").agent());
    assertThat(told).hasValue(1);
    assertThat(colony.deployer.desired("b")).hasSize(1);
  }

  @Test
  void namesTargetsAgentsServicesAndRemedyWhenNothingMatches() {
    colony.directory.put(TestAgent.of("a").services("payments").agent());
    colony.directory.put(TestAgent.of("b").services("redis").agent());
    assertThatThrownBy(
            () -> colony.deployer.deploy(TestDeployer.script(1, "paymnts"), "ada", false))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_MATCHING_AGENT))
        .hasMessage(
            "no agent matches the target \"paymnts\": the agents are a, b, and the services seen there"
                + " are payments, redis; deploy with --pending to have it run once one can");
    assertThat(colony.scripts.deployments).isEmpty();
  }

  @Test
  void saysHowToStartAnAgentWhenThereIsNone() {
    assertThatThrownBy(() -> colony.deployer.check(TestDeployer.script(1), false))
        .hasMessageContaining("coral agent start")
        .hasMessageContaining("--pending");
  }

  @Test
  void skipsAgentsThatCannotRunItAndSaysWhy() {
    colony.directory.put(TestAgent.of("gone").disconnected().agent());
    colony.directory.put(TestAgent.of("none").deno("").agent());
    colony.directory.put(
        TestAgent.of("off").refusing("scripts are disabled by script.enabled").agent());
    colony.directory.put(TestAgent.of("old").deno("1.46.3").agent());
    colony.directory.put(TestAgent.of("ok").deno("2.0.0").agent());
    var placement = colony.deployer.deploy(TestDeployer.script(1), "ada", false).placement();
    assertThat(placement.agents()).containsExactly("ok");
    assertThat(placement.skipped())
        .containsExactly(
            new Skipped("gone", "it is not connected; it gets the script once it connects again"),
            new Skipped("none", "it has no Deno; scripts need Deno 2.0 or newer"),
            new Skipped("off", "scripts are disabled by script.enabled"),
            new Skipped("old", "it has Deno 1.46.3; scripts need Deno 2.0 or newer"));
    assertThat(colony.deployer.desired("gone")).hasSize(1);
    assertThat(colony.deployer.desired("old")).isEmpty();
  }

  @Test
  void skipsAgentsThatDoNotKnowItsTrigger() {
    colony.directory.put(TestAgent.of("few").triggers("manual").agent());
    colony.directory.put(TestAgent.of("knows").triggers("manual", "schedule").agent());
    colony.directory.put(TestAgent.of("older").agent());
    Script script = TestDeployer.script(1, new Trigger.Schedule("@daily"), false);
    var placement = colony.deployer.deploy(script, "ada", false).placement();
    assertThat(placement.agents()).containsExactly("knows", "older");
    assertThat(placement.skipped())
        .containsExactly(
            new Skipped("few", "it knows no trigger of type \"schedule\"; it knows: manual"));
    assertThat(colony.deployer.desired("knows")).hasSize(1);
    assertThat(colony.deployer.desired("few")).isEmpty();
  }

  @Test
  void refusesWhenEveryMatchIsSkipped() {
    colony.directory.put(TestAgent.of("old").deno("1.46.3").agent());
    assertThatThrownBy(() -> colony.deployer.deploy(TestDeployer.script(1), "ada", false))
        .hasMessage(
            "no agent can run \"alert\" now: old (it has Deno 1.46.3; scripts need Deno 2.0 or newer);"
                + " deploy with --pending to have it run once one can");
  }

  @Test
  void keepsThePendingDecisionUntilAnAgentComes() {
    assertThat(colony.deployer.deploy(TestDeployer.script(1), "ada", true).placement().agents())
        .isEmpty();
    colony.directory.put(TestAgent.of("a").agent());
    assertThat(colony.deployer.desired("a")).hasSize(1);
  }
}
