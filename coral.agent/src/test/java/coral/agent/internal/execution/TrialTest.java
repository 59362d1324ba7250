// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.agent.internal.wire.TrialOutcome;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ScriptEvent;
import coral.api.sandbox.SandboxExit;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  @TempDir Path directory;
  private TestAgent agent;

  @BeforeEach
  void start() {
    agent = new TestAgent(directory);
  }

  @Test
  void tellsWhatTheScriptCameTo() {
    Trial trial = agent.executions.tryOut(Scripts.adHoc("a"), TEN);
    UUID execution = agent.sessions.opened.getLast().execution().executionId();
    agent.sandbox.last().prints("one");
    agent.executions.emit(execution, new ScriptEvent("alert", "{}", "warning"));
    agent.sandbox.last().usage = new SandboxExit.Usage(Duration.ofMillis(70), 5_000);
    agent.sandbox.last().exits(0);

    TrialOutcome outcome = trial.outcome().join();
    assertThat(outcome.execution().status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(outcome.execution().consumption().cpu()).isEqualTo(Duration.ofMillis(70));
    assertThat(outcome.stillRunning()).isFalse();
    assertThat(outcome.entries()).hasSize(2);
  }

  @Test
  void reportsKeepsAndHoldsNothing() {
    List<Object> heard = new java.util.ArrayList<>();
    var _ = agent.executions.listen((id, report) -> heard.add(report));
    Script script = Scripts.daemon("a");
    Trial trial = agent.executions.tryOut(script, TEN);
    UUID execution = agent.sessions.opened.getLast().execution().executionId();
    agent.executions.emit(execution, new ScriptEvent("alert", "{}", "warning"));
    assertThat(agent.executions.assigned()).isEmpty();
    agent.sandbox.last().exits(1);

    assertThat(trial.outcome().join().execution().reason()).isEqualTo("exited with code 1");
    assertThat(heard).isEmpty();
    assertThat(agent.reports.all).isEmpty();
    assertThat(agent.executions.executions(script.id())).isEmpty();
    assertThat(agent.executions.logs(script.id(), 0)).isEmpty();
    assertThat(directory).isEmptyDirectory();
    assertThat(agent.sessions.opened).allMatch(session -> session.closed);
    assertThat(agent.time.scheduled()).isZero();
  }

  @Test
  void endsWithItsTimeWhichIsNoFailure() {
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    beatFor(Duration.ofSeconds(8));
    agent.time.pass(Duration.ofMillis(1_999));
    assertThat(trial.outcome()).isNotDone();
    agent.time.pass(Duration.ofMillis(1));

    TrialOutcome outcome = trial.outcome().join();
    assertThat(outcome.stillRunning()).isTrue();
    assertThat(outcome.execution().status()).isEqualTo(ExecutionStatus.STOPPED);
    assertThat(outcome.execution().reason()).isEqualTo("was still running after 10 s");
  }

  @Test
  void failsADaemonWhoseEventLoopIsBlocked() {
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    agent.time.pass(Duration.ofMillis(1_500));
    agent.executions.heartbeat(agent.sessions.opened.getLast().execution().executionId());
    agent.time.pass(TEN);

    TrialOutcome outcome = trial.outcome().join();
    assertThat(outcome.stillRunning()).isFalse();
    assertThat(outcome.execution().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(outcome.execution().reason())
        .isEqualTo(
            "its event loop was blocked for 8.5 s when its 10 s were over; daemons are killed for that");
  }

  @Test
  void letsAScriptThatRunsOnlyOnceComputeForAsLongAsItLikes() {
    Trial trial = agent.executions.tryOut(Scripts.adHoc("a"), TEN);
    agent.time.pass(TEN);
    assertThat(trial.outcome().join().stillRunning()).isTrue();
  }

  @Test
  void leavesAShorterLimitToTheSandbox() {
    Script script =
        Scripts.script(
            "a",
            1,
            new ScriptSettings(ScriptMode.AD_HOC, Optional.of(Duration.ofSeconds(3)), 0, List.of()),
            Trigger.MANUAL);
    Trial trial = agent.executions.tryOut(script, TEN);
    assertThat(agent.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofSeconds(3));
    agent.sandbox.last().ends(137, SandboxExit.Cause.TIMEOUT, "ran for 3 s, its time limit");

    TrialOutcome outcome = trial.outcome().join();
    assertThat(outcome.execution().timedOut()).isTrue();
    assertThat(outcome.stillRunning()).isFalse();
  }

  @Test
  void isNotRetried() {
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    agent.sandbox.last().exits(1);
    agent.time.pass(Duration.ofMinutes(10));
    assertThat(trial.outcome()).isDone();
    assertThat(agent.sandbox.started).hasSize(1);
  }

  @Test
  void takesASlotAndGivesItBack() {
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    agent.executions.assign(Scripts.daemon("b"), Optional.empty());
    agent.executions.assign(Scripts.daemon("c"), Optional.empty());
    assertThat(execution("c").reason()).contains("2 of 2 scripts run");

    assertFails(
        () -> agent.executions.tryOut(Scripts.daemon("d"), TEN),
        ErrorCode.FAILED_PRECONDITION,
        "the agent has no room for the script now: it would have to wait for a slot: 2 of 2 scripts run (script.max_concurrent)");
    trial.stop("enough");
    assertThat(execution("c").status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(trial.outcome().join().execution().reason()).isEqualTo("enough");
  }

  @Test
  void leavesNothingBehindWhereThereIsNoRoom() {
    Script large =
        Scripts.script(
            "a",
            1,
            new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 600, List.of()),
            Trigger.MANUAL);
    assertFails(
        () -> agent.executions.tryOut(large, TEN),
        ErrorCode.FAILED_PRECONDITION,
        "it needs 600 MB, more than the 512 MB of all scripts together (script.memory_limit_mb)");
    assertThat(agent.time.scheduled()).isZero();
    assertThat(agent.sessions.opened).isEmpty();
  }

  @Test
  void endsWithTheAgentAndWithItsScripts() {
    Trial first = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    agent.executions.policy(TestAgent.policy(false, 2));
    assertThat(first.outcome().join().execution().reason()).isEqualTo(Means.DISABLED);
    assertFails(
        () -> agent.executions.tryOut(Scripts.daemon("a"), TEN),
        ErrorCode.FAILED_PRECONDITION,
        Means.DISABLED);

    agent.executions.policy(TestAgent.policy(true, 2));
    Trial second = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    agent.executions.close();
    assertThat(second.outcome().join().execution().reason()).isEqualTo(Executions.AGENT_STOPPED);
    assertFails(
        () -> agent.executions.tryOut(Scripts.daemon("a"), TEN),
        ErrorCode.UNAVAILABLE,
        "the agent is stopping");
  }

  @Test
  void failsWhenItsProcessCannotBeStarted() {
    agent.sandbox.spawnFailure = "no such file";
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), TEN);
    assertThat(trial.outcome().join().execution().reason())
        .isEqualTo("could not be started: no such file");
    agent.executions.sandbox(null);
    assertFails(
        () -> agent.executions.tryOut(Scripts.daemon("a"), TEN), ErrorCode.UNAVAILABLE, "is away");
  }

  @Test
  void refusesATimeOutOfRange() {
    for (Duration time : List.of(Duration.ZERO, Duration.ofMillis(60_001))) {
      assertFails(
          () -> agent.executions.tryOut(Scripts.daemon("a"), time),
          ErrorCode.INVALID_ARGUMENT,
          "it must be more than 0 s and at most 60 s");
    }
  }

  private void beatFor(Duration time) {
    UUID execution = agent.sessions.opened.getLast().execution().executionId();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(Run.HEARTBEAT)) {
      agent.time.pass(Run.HEARTBEAT);
      agent.executions.heartbeat(execution);
    }
  }

  private Execution execution(String name) {
    return agent
        .executions
        .assigned(Scripts.daemon(name).id())
        .flatMap(coral.api.execution.AssignedScript::execution)
        .orElseThrow();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
