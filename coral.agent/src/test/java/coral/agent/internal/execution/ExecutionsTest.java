// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionsTest {
  @TempDir Path directory;
  private TestAgent runtime;
  private Executions executions;

  @BeforeEach
  void setUp() {
    runtime = new TestAgent(directory);
    executions = runtime.executions;
  }

  @Test
  void runsAManualScriptOnceWhenItIsAssigned() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());

    assertThat(runtime.sandbox.started).hasSize(1);
    assertThat(runtime.sandbox.last().request.code()).isEqualTo(script.code());
    assertThat(runtime.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofHours(24));
    assertThat(runtime.sessions.opened.getFirst().pid).isEqualTo(1000);
    assertThat(status(script)).isEqualTo(ExecutionStatus.RUNNING);

    runtime.sandbox.last().exits(0);
    assertThat(status(script)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(runtime.sessions.opened.getFirst().closed).isTrue();
    runtime.time.pass(Duration.ofHours(1));
    assertThat(runtime.sandbox.started).hasSize(1);
  }

  @Test
  void numbersStatusLinesAndEventsInOneSequence() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    runtime.sandbox.last().prints("one");
    UUID id = executions.executions(script.id()).getFirst().id();
    assertThat(executions.emit(id, new ScriptEvent("alert", "{}", "")).sequence()).isEqualTo(3);
    runtime.sandbox.last().prints("two");
    runtime.sandbox.last().exits(0);

    assertThat(runtime.reports.all)
        .extracting(Report::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(executions.logs(script.id(), 2))
        .extracting(LogEntry::sequence)
        .containsExactly(3L, 4L);
    assertThat(id.version()).isEqualTo(7);
    assertThatThrownBy(() -> executions.emit(id, new ScriptEvent("alert", "{}", "")))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void changesNothingForTheSameDeploymentAndReplacesForAnother() {
    Script script = Scripts.daemon("a");
    Optional<UUID> first = Optional.of(UUID.randomUUID());
    executions.assign(script, first);
    executions.assign(script, first);
    assertThat(runtime.sandbox.started).hasSize(1);

    executions.assign(script, Optional.of(UUID.randomUUID()));
    assertThat(runtime.sandbox.started).hasSize(2);
    assertThat(executions.executions(script.id()))
        .extracting(Execution::status)
        .containsExactly(ExecutionStatus.RUNNING, ExecutionStatus.STOPPED);
  }

  @Test
  void withdrawsAndStops() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    assertThat(executions.withdraw(script.id(), "stopped by alice")).isTrue();
    assertThat(executions.withdraw(script.id(), "again")).isFalse();

    assertThat(runtime.reports.lastStatus().status()).isEqualTo(ExecutionStatus.STOPPED);
    assertThat(runtime.reports.lastStatus().reason()).isEqualTo("stopped by alice");
    assertThat(executions.assigned()).isEmpty();
    assertThat(directory).isEmptyDirectory();
    runtime.time.pass(Duration.ofHours(1));
    assertThat(runtime.sandbox.started).hasSize(1);
  }

  @Test
  void retriesAFailedDaemonThreeTimesWithBackoff() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    runtime.sandbox.last().exits(1);
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo("exited with code 1; tried again in 1 s");
    runtime.time.pass(Duration.ofMillis(999));
    assertThat(runtime.sandbox.started).hasSize(1);
    runtime.time.pass(Duration.ofMillis(1));
    assertThat(runtime.sandbox.started).hasSize(2);

    runtime.sandbox.last().exits(1);
    runtime.time.pass(Duration.ofSeconds(5));
    assertThat(runtime.sandbox.started).hasSize(3);
    runtime.sandbox.last().exits(1);
    runtime.time.pass(Duration.ofSeconds(25));
    assertThat(runtime.sandbox.started).hasSize(4);
    assertThat(runtime.sandbox.last().request.policy().timeout())
        .isEqualTo(Duration.ofHours(24).minusSeconds(31));

    runtime.sandbox.last().exits(7);
    runtime.time.pass(Duration.ofHours(1));
    assertThat(runtime.sandbox.started).hasSize(4);
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo("exited with code 7; given up after 3 retries");
    assertThat(runtime.reports.lastStatus().exitCode()).hasValue(7);
  }

  @Test
  void doesNotRetryAdHocScripts() {
    executions.assign(Scripts.adHoc("a"), Optional.empty());
    assertThat(runtime.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofSeconds(60));
    runtime.sandbox.last().exits(1);
    runtime.time.pass(Duration.ofHours(1));
    assertThat(runtime.sandbox.started).hasSize(1);
    assertThat(runtime.reports.lastStatus().reason()).isEqualTo("exited with code 1");
  }

  @Test
  void cutsAnAdHocTimeLimitAtTheAgentsOwn() {
    ScriptSettings settings =
        new ScriptSettings(ScriptMode.AD_HOC, Optional.of(Duration.ofHours(2)), 0, List.of());
    executions.assign(Scripts.script("a", 1, settings, Trigger.MANUAL), Optional.empty());
    assertThat(runtime.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void saysThatATimeLimitWasReachedAndDoesNotRetry() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    runtime.sandbox.last().ends(137, SandboxExit.Cause.TIMEOUT, "ran longer than 24 hours");
    Execution last = runtime.reports.lastStatus();
    assertThat(last.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.timedOut()).isTrue();
    assertThat(last.exitCode()).hasValue(124);
    assertThat(last.reason()).isEqualTo("ran longer than 24 hours");
    runtime.time.pass(Duration.ofHours(1));
    assertThat(runtime.sandbox.started).hasSize(1);
  }

  @Test
  void keepsThoseBeyondMaxConcurrentPendingInOrder() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    executions.assign(Scripts.daemon("b"), Optional.empty());
    executions.assign(Scripts.daemon("c"), Optional.empty());
    executions.assign(Scripts.daemon("d"), Optional.empty());
    assertThat(runtime.sandbox.started).hasSize(2);
    assertThat(status(Scripts.daemon("c"))).isEqualTo(ExecutionStatus.PENDING);
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo("waits for a slot: 2 of 2 scripts run (script.max_concurrent)");

    runtime.sandbox.started.getFirst().exits(0);
    assertThat(runtime.sandbox.last().request.fileName()).isEqualTo("c.ts");
    assertThat(status(Scripts.daemon("d"))).isEqualTo(ExecutionStatus.PENDING);

    executions.withdraw(Scripts.daemon("d").id(), "no longer wanted");
    assertThat(runtime.reports.lastStatus().status()).isEqualTo(ExecutionStatus.STOPPED);
  }

  @Test
  void keepsAScriptPendingWhoseMemoryDoesNotFit() {
    ScriptSettings large = new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 500, List.of());
    ScriptSettings huge = new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 600, List.of());
    executions.assign(Scripts.script("huge", 1, huge, Trigger.MANUAL), Optional.empty());
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo(
            "needs 600 MB, more than the 512 MB of all scripts together (script.memory_limit_mb)");
    executions.assign(Scripts.daemon("a"), Optional.empty());
    executions.assign(Scripts.script("large", 1, large, Trigger.MANUAL), Optional.empty());
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo(
            "waits for memory: needs 500 MB, and running scripts hold 96 of 512 MB (script.memory_limit_mb)");
    runtime.sandbox.last().exits(0);
    assertThat(runtime.sandbox.last().request.policy().memoryLimitMb()).isEqualTo(500);
  }

  @Test
  void killsADaemonThatMissesThreeHeartbeats() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    UUID id = runtime.reports.lastStatus().id();
    for (int i = 0; i < 5; i++) {
      executions.heartbeat(id);
      runtime.time.pass(Run.HEARTBEAT);
    }
    assertThat(runtime.sandbox.last().killReason).isNull();
    runtime.time.pass(Run.HEARTBEAT.multipliedBy(3));
    assertThat(runtime.sandbox.last().killReason)
        .isEqualTo("missed 3 heartbeats: its event loop was blocked for 12 s");
    assertThat(runtime.reports.lastStatus().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(runtime.reports.lastStatus().reason()).startsWith("missed 3 heartbeats");
  }

  @Test
  void stopsAndRefusesScriptsWhileDisabledAndGoesOnAfterwards() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    executions.policy(TestAgent.policy(false, 2));
    assertThat(status(script)).isEqualTo(ExecutionStatus.STOPPED);
    assertThat(executions.refusal()).hasValueSatisfying(r -> assertThat(r).contains("disabled"));
    assertThatThrownBy(() -> executions.assign(Scripts.daemon("b"), Optional.empty()))
        .isInstanceOf(CoralException.class)
        .hasMessage("scripts are disabled on this agent (script.enabled: false)");

    executions.policy(TestAgent.policy(true, 2));
    assertThat(runtime.sandbox.started).hasSize(2);
    assertThat(status(script)).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void startsAgainWhatWasStillDyingWhenScriptsWereEnabledAgain() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    runtime.sandbox.last().diesWhenKilled = false;
    executions.policy(TestAgent.policy(false, 2));
    executions.policy(TestAgent.policy(true, 2));
    assertThat(runtime.sandbox.started).hasSize(1);
    runtime.sandbox.last().ends(137, SandboxExit.Cause.KILLED, "");
    assertThat(runtime.sandbox.started).hasSize(2);
    assertThat(status(script)).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void saysWhyNoScriptCanRun() {
    runtime.sandbox.refusal = "no Deno was found; install Deno 2.9";
    assertThatThrownBy(() -> executions.assign(Scripts.daemon("a"), Optional.empty()))
        .hasMessage("no Deno was found; install Deno 2.9");
    assertThat(executions.ready()).isTrue();
  }

  @Test
  void waitsForASandboxThatIsBeingUpdated() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    executions.sandbox(null);
    executions.assign(Scripts.daemon("b"), Optional.empty());
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo("waits for the agent's sandbox and SDK server");
    assertThat(status(Scripts.daemon("a"))).isEqualTo(ExecutionStatus.RUNNING);
    executions.sandbox(runtime.sandbox);
    assertThat(status(Scripts.daemon("b"))).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void failsAndRetriesWhatCannotBeSpawned() {
    runtime.sandbox.spawnFailure = "cannot fork";
    executions.assign(Scripts.daemon("a"), Optional.empty());
    assertThat(runtime.reports.lastStatus().reason())
        .isEqualTo("could not be started: cannot fork; tried again in 1 s");
    assertThat(runtime.sessions.opened.getFirst().closed).isTrue();
    runtime.sandbox.spawnFailure = "";
    runtime.time.pass(Duration.ofSeconds(1));
    assertThat(status(Scripts.daemon("a"))).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void countsLinesThatTheOutboxDropped() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    runtime.reports.full = true;
    runtime.sandbox.last().prints("lost");
    runtime.sandbox.last().prints("lost");
    UUID id = runtime.reports.lastStatus().id();
    assertThatThrownBy(() -> executions.emit(id, new ScriptEvent("alert", "{}", "")))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    runtime.reports.full = false;
    runtime.sandbox.last().exits(0);
    assertThat(runtime.reports.lastStatus().droppedLines()).isEqualTo(2);
    assertThat(runtime.reports.all).extracting(Report::sequence).containsExactly(1L, 2L);
  }

  @Test
  void keepsTheLastThousandLinesOfAScript() {
    Script script = Scripts.daemon("a");
    executions.assign(script, Optional.empty());
    for (int i = 0; i < 1500; i++) {
      runtime.sandbox.last().prints("line " + i);
    }
    assertThat(executions.logs(script.id(), 0)).hasSize(1000);
    assertThat(executions.logs(script.id(), 0).getFirst().fact())
        .isEqualTo(new Report.Line(coral.api.execution.OutputStreamName.STDOUT, "line 500"));
  }

  private ExecutionStatus status(Script script) {
    return executions.assigned(script.id()).orElseThrow().execution().orElseThrow().status();
  }
}
