// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.error.CoralException;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.script.AuditEntry;
import coral.api.script.Canary;
import coral.api.script.CanaryFailure;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.Trigger;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that goes to one of three agents first. */
class RolloutTest {
  private static final UUID ID = TestDeployer.ID;
  private static final List<String> AGENTS = List.of("a", "b", "c");
  private static final Duration HOLD = Duration.ofSeconds(60);

  private final TestDeployer colony = new TestDeployer();

  @BeforeEach
  void connect() {
    AGENTS.forEach(id -> colony.directory.put(TestAgent.of(id).agent()));
    for (int version = 1; version <= 4; version++) {
      colony.scripts.save(TestDeployer.script(version));
    }
  }

  @Test
  void goesToAPartFirstWhileTheOthersKeepWhatTheyHave() {
    deploy(1);
    Outcome outcome = canary(2, true);
    assertThat(outcome.placement().agents()).hasSize(1);
    assertThat(outcome.deployment().state()).isEqualTo(DeploymentState.CANARY);
    assertThat(versions()).containsExactlyInAnyOrder(2, 1, 1);
    assertThat(version(canaryAgent())).isEqualTo(2);
    assertThat(colony.deployer.waiting(ID)).hasSize(2).doesNotContain(canaryAgent());
    assertThat(colony.deployer.placement(TestDeployer.script(2)).agents())
        .containsExactly(canaryAgent());
    assertThat(colony.scripts.audit.getLast().detail())
        .isEqualTo("canary to %s of 3 agents".formatted(canaryAgent()));
  }

  @Test
  void promotesItselfOnceItHasRunForLongEnough() {
    Deployment first = deploy(1).deployment();
    Deployment second = canary(2, true).deployment();
    colony.pass(Duration.ofSeconds(20));
    colony.run(second, canaryAgent(), ExecutionStatus.RUNNING);
    colony.pass(Duration.ZERO);
    assertThat(rollout().until()).contains(colony.now.plus(HOLD));
    colony.pass(HOLD.minusMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    var changes = new AtomicInteger();
    try (AutoCloseable listening = colony.deployer.listen(changes::incrementAndGet)) {
      colony.pass(Duration.ofMillis(1));
      assertThat(listening).isNotNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertThat(changes).hasValue(1);
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
    assertThat(versions()).containsExactly(2, 2, 2);
    assertThat(colony.scripts.deployments.get(first.id()).state())
        .isEqualTo(DeploymentState.STOPPED);
    assertThat(colony.scripts.deployments.get(second.id()).state())
        .isEqualTo(DeploymentState.RUNNING);
    assertThat(colony.scripts.audit.getLast())
        .isEqualTo(new AuditEntry(colony.now, "colony", "promote", "alert v2", "to a, b, c"));
  }

  @Test
  void haltsOnAFailureAndSaysWhereAndWhy() {
    Deployment first = deploy(1).deployment();
    Deployment second = canary(2, true).deployment();
    String agent = canaryAgent();
    Execution failed = failed(second, agent);
    colony.run(second, agent, ExecutionStatus.RUNNING);
    colony.pass(Duration.ZERO);
    assertThat(stage()).isEqualTo(RolloutStage.HALTED);
    assertThat(versions()).containsExactly(1, 1, 1);
    assertThat(desired(agent).deployment().id()).isEqualTo(first.id());
    assertThat(colony.scripts.deployments.get(second.id()).state())
        .isEqualTo(DeploymentState.STOPPED);
    String reason = "agent %s, execution %s: it failed".formatted(agent, failed.id());
    assertThat(rollout().reason()).isEqualTo(reason);
    assertThat(colony.scripts.audit.getLast())
        .isEqualTo(new AuditEntry(colony.now, "colony", "halt", "alert v2", reason));
    // It is not tried again by itself.
    colony.pass(Duration.ofDays(1));
    assertThat(versions()).containsExactly(1, 1, 1);
  }

  @Test
  void takesTheScriptAwayWhereThereWasNoVersionBefore() {
    Deployment first = canary(1, true).deployment();
    assertThat(colony.deployer.desired(canaryAgent())).hasSize(1);
    failed(first, canaryAgent());
    colony.pass(Duration.ZERO);
    assertThat(AGENTS).allMatch(agent -> colony.deployer.desired(agent).isEmpty());
    assertThat(colony.deployer.deployment(ID).orElseThrow().state())
        .isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void haltsWhereItIsNotStartedInTime() {
    deploy(1);
    canary(2, true);
    String agent = canaryAgent();
    colony.pass(CanaryHealth.START_LIMIT.minusMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    colony.pass(Duration.ofMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.HALTED);
    assertThat(rollout().reason()).isEqualTo("agent " + agent + ": not started within 60 s");
  }

  @Test
  void showsAFailureAndGoesOnUnlessItIsToHalt() {
    deploy(1);
    Deployment second = canary(2, false).deployment();
    String agent = canaryAgent();
    Execution failed = failed(second, agent);
    colony.run(second, agent, ExecutionStatus.RUNNING);
    colony.pass(HOLD.minusMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    assertThat(rollout().failures())
        .containsExactly(new CanaryFailure(agent, Optional.of(failed.id()), "it failed"));
    colony.pass(Duration.ofMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
    assertThat(rollout().failures()).hasSize(1);
    assertThat(versions()).containsExactly(2, 2, 2);
  }

  @Test
  void promotesAScriptThatRunsOnceAsSoonAsItHas() {
    Deployment deployment = canary(1, true).deployment();
    colony.run(deployment, canaryAgent(), ExecutionStatus.COMPLETED);
    colony.pass(Duration.ofSeconds(1));
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
  }

  @Test
  void promotesAScriptThatWaitsForItsTriggerWhenItsTimeIsOver() {
    Script scheduled = TestDeployer.script(5, new Trigger.Schedule("*/5 * * * *"), false);
    colony.scripts.save(scheduled);
    colony.deployer.deploy(scheduled, "ada", false, Optional.of(one(true)));
    colony.pass(HOLD.minusMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    colony.pass(Duration.ofMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
  }

  @Test
  void goesOnWhereItWasAfterARestart() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    String agent = canaryAgent();
    colony.run(second, agent, ExecutionStatus.RUNNING);
    colony.pass(Duration.ofSeconds(30));
    colony.restart();
    assertThat(canaryAgent()).isEqualTo(agent);
    assertThat(versions()).containsExactlyInAnyOrder(2, 1, 1);
    colony.pass(Duration.ofSeconds(59));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    colony.pass(Duration.ofSeconds(1));
    assertThat(versions()).containsExactly(2, 2, 2);
    colony.restart();
    assertThat(versions()).containsExactly(2, 2, 2);
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
  }

  @Test
  void takesNoSilenceForHealthAfterARestart() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    String agent = canaryAgent();
    colony.run(second, agent, ExecutionStatus.RUNNING);
    colony.pass(Duration.ZERO);
    colony.now = colony.now.plusSeconds(300);
    colony.directory.put(TestAgent.of(agent).disconnected().agent());
    colony.restart();
    colony.pass(Duration.ZERO);
    assertThat(stage()).as("it is not heard").isEqualTo(RolloutStage.CANARY);
    colony.directory.put(TestAgent.of(agent).seen(colony.now).agent());
    colony.pass(CanaryHealth.CATCH_UP.minusMillis(1));
    assertThat(stage()).as("it may still tell").isEqualTo(RolloutStage.CANARY);
    failed(second, agent);
    colony.pass(Duration.ofMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.HALTED);
  }

  @Test
  void replacesAnAgentThatLeavesAndTheNewOneHasItsOwnTime() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    String left = canaryAgent();
    colony.run(second, left, ExecutionStatus.RUNNING);
    colony.pass(Duration.ofSeconds(10));
    colony.directory.put(TestAgent.of(left).seen(colony.now).disconnected().agent());
    colony.pass(CanaryChoice.AWAY.plusMillis(1));
    String next = canaryAgent();
    assertThat(next).isNotEqualTo(left);
    assertThat(version(next)).isEqualTo(2);
    colony.run(second, next, ExecutionStatus.RUNNING);
    colony.pass(Duration.ZERO);
    colony.pass(HOLD.minusMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    colony.directory.put(TestAgent.of(left).seen(colony.now).agent());
    assertThat(version(left)).isEqualTo(1);
    colony.pass(Duration.ofMillis(1));
    assertThat(stage()).isEqualTo(RolloutStage.PROMOTED);
  }

  @Test
  void givesAgentsThatAppearTheOlderVersion() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    colony.directory.put(TestAgent.of("d").agent());
    colony.pass(Duration.ofSeconds(1));
    assertThat(version("d")).isEqualTo(1);
    assertThat(colony.deployer.waiting(ID)).hasSize(3).contains("d");
    colony.run(second, canaryAgent(), ExecutionStatus.RUNNING);
    colony.pass(Duration.ZERO);
    colony.pass(HOLD);
    assertThat(version("d")).isEqualTo(2);
  }

  @Test
  void promotesWhenAskedTo() {
    deploy(1);
    canary(2, true);
    Outcome promoted = colony.deployer.promote(ID, "bob");
    assertThat(promoted.placement().agents()).isEqualTo(AGENTS);
    assertThat(versions()).containsExactly(2, 2, 2);
    assertThat(rollout().reason()).isEqualTo("by bob");
    assertThatThrownBy(() -> colony.deployer.promote(ID, "bob"))
        .isInstanceOf(CoralException.class)
        .hasMessage(
            "script \"alert\" has no canary under way: version 2 went to all agents at 2026-01-02T03:04:05Z");
  }

  @Test
  void promotesNothingThatWasHalted() {
    deploy(1);
    failed(canary(2, true).deployment(), canaryAgent());
    colony.pass(Duration.ZERO);
    assertThatThrownBy(() -> colony.deployer.promote(ID, "bob"))
        .hasMessageContaining("the one of version 2 was halted")
        .hasMessageEndingWith("deploy it again");
    canary(2, true);
    assertThat(stage()).isEqualTo(RolloutStage.CANARY);
    assertThat(versions()).containsExactlyInAnyOrder(2, 1, 1);
  }

  @Test
  void changesNothingForWhatIsTriedAlready() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    Outcome again = canary(2, false);
    assertThat(again.unchanged()).isTrue();
    assertThat(again.deployment()).isEqualTo(second);
    assertThat(again.placement().agents()).containsExactly(canaryAgent());
    assertThat(deploy(2).unchanged()).isTrue();
    assertThat(rollout().canary().haltOnFailure()).isTrue();
  }

  @Test
  void stopsEverywhere() {
    deploy(1);
    canary(2, true);
    assertThat(colony.deployer.stop(ID, "bob")).isEqualTo(AGENTS);
    assertThat(AGENTS).allMatch(agent -> colony.deployer.desired(agent).isEmpty());
    assertThat(stage()).isEqualTo(RolloutStage.HALTED);
    assertThat(rollout().reason()).isEqualTo("stopped by bob");
    assertThat(colony.scripts.activeDeployments()).isEmpty();
    colony.restart();
    assertThat(AGENTS).allMatch(agent -> colony.deployer.desired(agent).isEmpty());
  }

  @Test
  void rollsBackToWhatTheOtherAgentsKept() {
    Deployment first = deploy(1).deployment();
    canary(2, true);
    Outcome back = colony.deployer.rollBack(TestDeployer.script(1), "bob", false);
    assertThat(back.unchanged()).isFalse();
    assertThat(back.deployment().id()).isEqualTo(first.id());
    assertThat(versions()).containsExactly(1, 1, 1);
    assertThat(stage()).isEqualTo(RolloutStage.HALTED);
    assertThat(colony.scripts.audit)
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
        .endsWith(tuple("bob", "halt", "alert v2"), tuple("bob", "rollback", "alert v1"));
  }

  @Test
  void givesWayToTheNextDeployment() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    Deployment third = canary(3, true).deployment();
    assertThat(versions()).containsExactlyInAnyOrder(3, 1, 1);
    assertThat(colony.scripts.rollout(second.id()).orElseThrow().reason())
        .isEqualTo("version 3 takes its place");
    deploy(4);
    assertThat(versions()).containsExactly(4, 4, 4);
    assertThat(colony.scripts.rollout(third.id()).orElseThrow().stage())
        .isEqualTo(RolloutStage.HALTED);
    assertThat(colony.deployer.rollout(ID)).isEmpty();
    assertThat(colony.scripts.activeDeployments()).hasSize(1);
  }

  @Test
  void sendsNoAgentBackWhileTheNextDeploymentTakesItsPlace() {
    deploy(1);
    canary(2, true);
    String agent = canaryAgent();
    var seen = new TreeSet<Integer>();
    colony.scripts.onSave = () -> seen.add(version(agent));
    canary(3, true);
    deploy(4);
    assertThat(seen).containsExactly(2, 3);
    assertThat(version(agent)).isEqualTo(4);
  }

  @Test
  void saysWhyItWasNotStarted() {
    deploy(1);
    Deployment second = canary(2, true).deployment();
    colony.pending(second, canaryAgent(), "5 of 5 scripts are running");
    colony.pass(CanaryHealth.START_LIMIT);
    assertThat(rollout().reason())
        .endsWith(": not started within 60 s: 5 of 5 scripts are running");
  }

  @Test
  void beginsAfterTheApprovalAsWasAskedForBefore() {
    deploy(1);
    Script probing = TestDeployer.probing(5);
    colony.scripts.save(probing);
    Outcome waits = colony.deployer.deploy(probing, "ada", false, Optional.of(one(true)));
    assertThat(waits.deployment().state()).isEqualTo(DeploymentState.PENDING_APPROVAL);
    assertThat(colony.deployer.rollout(ID)).isEmpty();
    colony.restart();
    Outcome approved = colony.deployer.approve(ID, 5, "bob");
    assertThat(approved.placement().agents()).hasSize(1);
    assertThat(versions()).containsExactlyInAnyOrder(5, 1, 1);
    assertThat(rollout().canary()).isEqualTo(one(true));
    assertThat(rollout().previousVersion()).hasValue(1);
  }

  @Test
  void isAsWithoutACanaryWhereNoAgentMatches() {
    AGENTS.forEach(colony.directory.agents::remove);
    assertThatThrownBy(() -> canary(1, true)).hasMessageContaining("no agent can run");
    Outcome pending =
        colony.deployer.deploy(TestDeployer.script(1), "ada", true, Optional.of(one(true)));
    assertThat(pending.deployment().state()).isEqualTo(DeploymentState.DEPLOYED);
    assertThat(colony.deployer.rollout(ID)).isEmpty();
  }

  private Outcome deploy(int version) {
    return colony.deployer.deploy(TestDeployer.script(version), "ada", false);
  }

  private Outcome canary(int version, boolean halt) {
    return colony.deployer.deploy(
        TestDeployer.script(version), "ada", false, Optional.of(one(halt)));
  }

  private static Canary one(boolean halt) {
    return new Canary(new Canary.Percent(10), HOLD, halt);
  }

  private Execution failed(Deployment deployment, String agent) {
    colony.run(deployment, agent, ExecutionStatus.FAILED);
    return colony.executions.executions.getLast();
  }

  private Rollout rollout() {
    return colony.deployer.rollout(ID).orElseThrow();
  }

  private RolloutStage stage() {
    return rollout().stage();
  }

  private String canaryAgent() {
    return rollout().agentIds().getFirst();
  }

  private Desired desired(String agent) {
    List<Desired> all = colony.deployer.desired(agent);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private int version(String agent) {
    return desired(agent).script().version();
  }

  private List<Integer> versions() {
    return AGENTS.stream().map(this::version).toList();
  }
}
