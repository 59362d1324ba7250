// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.sandbox.SandboxExit;
import coral.api.script.Overlap;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a firing while the run before it is under way. */
class OverlapTest {
  @TempDir Path directory;
  private TestAgent agent;
  private FakeTriggers triggers;

  @BeforeEach
  void start() {
    agent = new TestAgent(directory);
    triggers = new FakeTriggers();
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void runsEachFiringThatComesWhenTheRunBeforeItIsOver(Overlap overlap) {
    Script script = assign(overlap);
    for (int run = 1; run <= 3; run++) {
      triggers.fire("08:0" + run);
      assertThat(agent.sandbox.started).hasSize(run);
      agent.sandbox.last().exits(run % 2);
    }
    assertThat(skipped(script)).isZero();
  }

  @Test
  void leavesOutAndCountsWhatComesTooEarly() {
    Script script = assign(Overlap.SKIP);
    triggers.fire("first");
    triggers.fire("second");
    triggers.fire("third");
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(1);
    assertThat(skipped(script)).isEqualTo(2);
    triggers.fire("fourth");
    assertThat(agent.sandbox.started).hasSize(2);
  }

  @Test
  void doesNotGiveASkippedFiringAgainAfterARestart() {
    assign(Overlap.SKIP);
    triggers.fire("first");
    agent.time.pass(Duration.ofSeconds(30));
    triggers.fire("second");
    start();
    assertThat(triggers.handlers.getLast().request.lastFired())
        .contains(new FakeTime().instant().plusSeconds(30));
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxExit.Cause.class,
      names = {"EXITED", "TIMEOUT", "MEMORY", "LIMIT", "KILLED"})
  void runsOneQueuedFiringAfterTheRunBeforeHoweverThatEnded(SandboxExit.Cause cause) {
    Script script = assign(Overlap.QUEUE_ONE);
    triggers.fire("first");
    triggers.fire("second");
    triggers.fire("third");
    assertThat(agent.sandbox.started).hasSize(1);
    agent.sandbox.last().ends(1, cause, "over");
    assertThat(agent.sandbox.started).hasSize(2);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(2);
    assertThat(skipped(script)).isEqualTo(1);
  }

  @Test
  void queuesOneBehindARunThatWaitsForItsPlace() {
    occupy();
    assign(Overlap.QUEUE_ONE);
    triggers.fire("first");
    triggers.fire("second");
    agent.sandbox.started.getFirst().exits(0);
    assertThat(agent.sandbox.started).hasSize(3);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(4);
  }

  @Test
  void runsAQueuedFiringOnlyWhenTheRetriesBeforeItAreOver() {
    assign(Overlap.QUEUE_ONE, ScriptMode.DAEMON);
    triggers.fire("first");
    agent.sandbox.last().exits(1);
    triggers.fire("second");
    assertThat(agent.sandbox.started).hasSize(1);
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(agent.sandbox.started).hasSize(2);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(3);
    assertThat(agent.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void runsAQueuedFiringWhenNoTimeIsLeftForTheRetryBeforeIt() {
    assign(Overlap.QUEUE_ONE, ScriptMode.DAEMON, Duration.ofSeconds(1));
    triggers.fire("first");
    agent.sandbox.last().exits(1);
    triggers.fire("second");
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(agent.sandbox.started).hasSize(2);
    assertThat(agent.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void replacesTheRunUnderWayOnceItsProcessIsGone() {
    Script script = assign(Overlap.REPLACE);
    triggers.fire("first");
    agent.sandbox.last().diesWhenKilled = false;
    triggers.fire("second");
    triggers.fire("third");
    assertThat(agent.sandbox.last().killReason).isEqualTo("replaced by a newer firing");
    assertThat(agent.sandbox.started).hasSize(1);

    agent.sandbox.last().ends(137, SandboxExit.Cause.KILLED, "");
    assertThat(agent.sandbox.started).hasSize(2);
    assertThat(agent.executions.executions(script.id()))
        .extracting(Execution::status, Execution::reason)
        .containsExactly(
            tuple(ExecutionStatus.RUNNING, ""),
            tuple(ExecutionStatus.STOPPED, "replaced by a newer firing"));
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(2);
    assertThat(skipped(script)).isEqualTo(1);
  }

  @Test
  void doesNotRetryADaemonThatFailsWhileItIsReplaced() {
    assign(Overlap.REPLACE, ScriptMode.DAEMON);
    triggers.fire("first");
    agent.sandbox.last().diesWhenKilled = false;
    triggers.fire("second");
    agent.sandbox.last().exits(1);
    assertThat(agent.sandbox.started).hasSize(2);
    assertThat(agent.reports.statuses())
        .extracting(Execution::reason)
        .contains("exited with code 1");
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(agent.sandbox.started).hasSize(2);
  }

  @Test
  void replacesARunThatWaitsForItsRetryAtOnce() {
    assign(Overlap.REPLACE, ScriptMode.DAEMON);
    triggers.fire("first");
    agent.sandbox.last().exits(1);
    triggers.fire("second");
    assertThat(agent.sandbox.started).hasSize(2);
    agent.sandbox.last().exits(0);
    agent.time.pass(Duration.ofMinutes(1));
    assertThat(agent.sandbox.started).hasSize(2);
  }

  @Test
  void leavesARunInPeaceThatHasNotStartedYet() {
    occupy();
    Script script = assign(Overlap.REPLACE);
    triggers.fire("first");
    triggers.fire("second");
    agent.sandbox.started.getFirst().exits(0);
    assertThat(agent.sandbox.started).hasSize(3);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(3);
    assertThat(agent.executions.executions(script.id())).hasSize(1);
    assertThat(skipped(script)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Overlap.class,
      names = {"QUEUE_ONE", "REPLACE"})
  void dropsAQueuedFiringOfAScriptThatIsWithdrawn(Overlap overlap) {
    Script script = assign(overlap);
    triggers.fire("first");
    agent.sandbox.last().diesWhenKilled = false;
    triggers.fire("second");
    agent.executions.withdraw(script.id(), "no longer wanted");
    agent.sandbox.last().ends(137, SandboxExit.Cause.KILLED, "");
    assertThat(agent.sandbox.started).hasSize(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void dropsAQueuedFiringOfAScriptThatIsQuarantined() {
    assign(Overlap.QUEUE_ONE);
    for (int run = 1; run <= RestartPolicy.BREACHES; run++) {
      triggers.fire("now");
      triggers.fire("too early");
      agent.sandbox.last().ends(137, SandboxExit.Cause.MEMORY, "too much memory");
    }
    assertThat(agent.sandbox.started).hasSize(RestartPolicy.BREACHES);
  }

  @Test
  void keepsAQueuedFiringWhileTheBundleOfTheTriggerIsUpdated() {
    assign(Overlap.QUEUE_ONE);
    triggers.fire("first");
    triggers.fire("second");
    agent.executions.removeTriggers(FakeTriggers.TYPE, triggers);
    assertThat(triggers.handlers.getLast().closed).isTrue();
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    assertThat(agent.sandbox.started).hasSize(1);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Overlap.class,
      names = {"QUEUE_ONE", "REPLACE"})
  void runsAQueuedFiringAfterARestart(Overlap overlap) {
    assign(overlap);
    triggers.fire("first");
    agent.sandbox.last().diesWhenKilled = false;
    triggers.fire("second");
    agent.executions.close(Duration.ZERO);
    start();
    assertThat(agent.sandbox.started).hasSize(1);
    agent.sandbox.last().exits(0);
    start();
    assertThat(agent.sandbox.started).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void runsAfterARestartWhatWasWaitingForItsPlace(Overlap overlap) {
    occupy();
    assign(overlap);
    triggers.fire("first");
    agent.executions.close();
    agent = new TestAgent(directory, TestAgent.policy(true, 5), new FakeTime());
    triggers = new FakeTriggers();
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    assertThat(agent.sandbox.started)
        .extracting(process -> process.request.fileName())
        .containsExactlyInAnyOrder("one.ts", "two.ts", "a.ts");
  }

  @Test
  void runsAQueuedFiringWhenScriptsAreEnabledAgain() {
    assign(Overlap.QUEUE_ONE);
    triggers.fire("first");
    triggers.fire("second");
    agent.executions.policy(TestAgent.policy(false, 2));
    assertThat(agent.sandbox.started).hasSize(1);
    agent.executions.policy(TestAgent.policy(true, 2));
    assertThat(agent.sandbox.started).hasSize(2);
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(2);
  }

  @Test
  void doesNotRepeatARunThatAConfigurationStoppedThatWasTakenBackAtOnce() {
    assign(Overlap.SKIP);
    triggers.fire("first");
    agent.sandbox.last().diesWhenKilled = false;
    agent.executions.policy(TestAgent.policy(false, 2));
    agent.executions.policy(TestAgent.policy(true, 2));
    agent.sandbox.last().ends(137, SandboxExit.Cause.KILLED, "");
    assertThat(agent.sandbox.started).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void leavesAManualDaemonAloneWhoseTriggerIsMadeAnew(Overlap overlap) {
    agent.executions.assign(
        Scripts.script("a", 1, settings(overlap, ScriptMode.DAEMON), Trigger.MANUAL),
        Optional.empty());
    agent.executions.addTriggers("manual", TestAgent.MANUAL);
    assertThat(agent.sandbox.last().killReason).isNull();
    agent.sandbox.last().exits(0);
    assertThat(agent.sandbox.started).hasSize(1);
  }

  /** Takes both places. */
  private void occupy() {
    agent.executions.assign(Scripts.daemon("one"), Optional.empty());
    agent.executions.assign(Scripts.daemon("two"), Optional.empty());
  }

  private Script assign(Overlap overlap) {
    return assign(overlap, ScriptMode.AD_HOC);
  }

  private Script assign(Overlap overlap, ScriptMode mode) {
    return assign(settings(overlap, mode));
  }

  private Script assign(Overlap overlap, ScriptMode mode, Duration timeout) {
    return assign(new ScriptSettings(mode, Optional.of(timeout), 0, List.of(), overlap, Map.of()));
  }

  private Script assign(ScriptSettings settings) {
    Script script = Scripts.script("a", 1, settings, new Trigger.Schedule("* * * * *"));
    agent.executions.assign(script, Optional.empty());
    return script;
  }

  private static ScriptSettings settings(Overlap overlap, ScriptMode mode) {
    return new ScriptSettings(mode, Optional.empty(), 0, List.of(), overlap, Map.of());
  }

  private long skipped(Script script) {
    return agent.executions.assigned(script.id()).orElseThrow().skipped();
  }
}
