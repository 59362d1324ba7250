// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LimitHit;
import coral.api.execution.ScriptEvent;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.script.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to scripts that break their limits. */
class BreachTest {
  private static final LimitHit LINES =
      new LimitHit("script.max_lines_per_second", "500 lines/s", 12, false);

  @TempDir Path directory;
  private final Optional<UUID> deployment = Optional.of(UUID.randomUUID());

  @Test
  void thirdKillForALimitIsQuarantine() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    killForMemory(agent);
    assertThat(agent.reports.lastStatus().consumption().quarantined()).isFalse();
    agent.time.pass(Duration.ofSeconds(1));
    killForMemory(agent);
    agent.time.pass(Duration.ofSeconds(5));
    killForMemory(agent);

    Execution last = agent.reports.lastStatus();
    assertThat(last.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.consumption().quarantined()).isTrue();
    assertThat(last.reason())
        .endsWith(
            "; quarantined: killed 3 times for breaking limits, deploy it again to lift that");
    agent.time.pass(Duration.ofHours(1));
    assertThat(agent.sandbox.started).hasSize(3);
  }

  @Test
  void breachesAreRememberedOverARestartAndForgottenByANewDeployment() {
    Script script = Scripts.daemon("a");
    TestAgent before = start(Duration.ZERO);
    before.executions.assign(script, deployment);
    killForMemory(before);
    before.time.pass(Duration.ofSeconds(1));
    killForMemory(before);

    TestAgent after = start(Duration.ofMinutes(2));
    killForMemory(after);
    assertThat(after.reports.lastStatus().consumption().quarantined()).isTrue();
    after.executions.assign(script, Optional.of(UUID.randomUUID()));
    assertThat(after.reports.lastStatus().status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void deployingTheSameToTheAgentAloneLiftsQuarantine() {
    TestAgent agent = start(Duration.ZERO);
    Script script = Scripts.daemon("a");
    agent.executions.assign(script, Optional.empty());
    for (int i = 0; i < 3; i++) {
      killForMemory(agent);
      agent.time.pass(RestartPolicy.DEFAULT.delays().get(i));
    }
    assertThat(agent.reports.lastStatus().consumption().quarantined()).isTrue();

    agent.executions.assign(script, Optional.empty());
    assertThat(agent.reports.lastStatus().status()).isEqualTo(ExecutionStatus.RUNNING);
    killForMemory(agent);
    assertThat(agent.reports.lastStatus().consumption().quarantined()).isFalse();
  }

  @Test
  void heartbeatsThatCannotArriveAreNotMissed() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    FakeSandbox.FakeProcess process = agent.sandbox.last();
    agent.executions.heartbeat(agent.reports.lastStatus().id());
    agent.time.pass(Run.HEARTBEAT.multipliedBy(3));
    agent.executions.sessions(null);
    agent.time.pass(Run.HEARTBEAT.multipliedBy(10));
    agent.executions.sessions(agent.sessions);
    agent.time.pass(Run.HEARTBEAT.multipliedBy(2));
    assertThat(process.killReason).isNull();
    agent.time.pass(Run.HEARTBEAT);
    assertThat(process.killReason).startsWith("missed 3 heartbeats");
  }

  @Test
  void killsAndNamesTheLimitAfterThreeMissedHeartbeats() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    agent.sandbox.last().hits = List.of(LINES);
    agent.executions.heartbeat(agent.reports.lastStatus().id());
    agent.time.pass(Run.HEARTBEAT.multipliedBy(4));

    Execution last = agent.reports.lastStatus();
    assertThat(last.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.consumption().hits())
        .containsExactly(LINES, new LimitHit("heartbeat", "12 s", 1, true));
  }

  @Test
  void namesTheMemoryLimitThatTheSandboxKilledFor() {
    LimitHit memory = new LimitHit("memory_limit_mb", "96 MB", 1, true);
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    agent.sandbox.last().hits = List.of(LINES, memory);
    killForMemory(agent);

    Execution last = agent.reports.lastStatus();
    assertThat(last.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.consumption().hits()).containsExactly(LINES, memory);
  }

  @Test
  void missesNoHeartbeatWhileTheProcessIsStartingSlowly() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    FakeSandbox.FakeProcess process = agent.sandbox.last();
    agent.time.pass(Duration.ofSeconds(50));
    agent.executions.heartbeat(agent.reports.lastStatus().id());
    agent.time.pass(Duration.ofSeconds(13));
    assertThat(process.killReason).isNull();
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(process.killReason).startsWith("missed 3 heartbeats");
  }

  @Test
  void missesHeartbeatsAMinuteAfterTheStartWhereNoneCame() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    FakeSandbox.FakeProcess process = agent.sandbox.last();
    agent.time.pass(Duration.ofSeconds(71));
    assertThat(process.killReason).isNull();
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(process.killReason).startsWith("missed 3 heartbeats");
  }

  @Test
  void givesAStartItsMinuteBesideTheTimeInWhichNoHeartbeatCanArrive() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    FakeSandbox.FakeProcess process = agent.sandbox.last();
    agent.executions.sessions(null);
    agent.time.pass(Duration.ofSeconds(40));
    agent.executions.sessions(agent.sessions);
    agent.time.pass(Duration.ofSeconds(71));
    assertThat(process.killReason).isNull();
    agent.time.pass(Duration.ofSeconds(1));
    assertThat(process.killReason).startsWith("missed 3 heartbeats");
  }

  @Test
  void endsThatAreNoBreachDoNotCount() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    for (int i = 0; i < 3; i++) {
      agent.sandbox.last().exits(1);
      agent.time.pass(RestartPolicy.DEFAULT.delays().get(i));
    }
    assertThat(agent.reports.statuses())
        .noneMatch(execution -> execution.consumption().quarantined());
  }

  @Test
  void whatARunningScriptHasHitIsReportedOnceAChange() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    UUID id = agent.reports.lastStatus().id();
    agent.sandbox.last().hits = List.of(LINES);
    for (int i = 0; i < 3; i++) {
      agent.executions.heartbeat(id);
      agent.time.pass(Run.HEARTBEAT);
    }
    assertThat(agent.reports.statuses())
        .filteredOn(execution -> !execution.consumption().hits().isEmpty())
        .singleElement()
        .satisfies(
            execution -> {
              assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
              assertThat(execution.consumption().hits()).containsExactly(LINES);
            });
  }

  @Test
  void anAdHocScriptReportsThemTooAndNeedsNoHeartbeat() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.adHoc("a"), deployment);
    agent.sandbox.last().hits = List.of(LINES);
    agent.time.pass(Run.HEARTBEAT.multipliedBy(5));
    assertThat(agent.reports.lastStatus().status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(agent.reports.lastStatus().consumption().hits()).containsExactly(LINES);
  }

  @Test
  void eventsOverTheRateAreRefusedAndCounted() {
    TestAgent agent = start(Duration.ZERO);
    agent.executions.assign(Scripts.daemon("a"), deployment);
    UUID id = agent.reports.lastStatus().id();
    ScriptEvent event = new ScriptEvent("e", "{}", "");
    for (int i = 0; i < 100; i++) {
      var _ = agent.executions.emit(id, event);
    }
    assertThatThrownBy(() -> agent.executions.emit(id, event))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("100 events/s (script.max_events_per_second)");
    agent.time.pass(Duration.ofSeconds(1));
    var _ = agent.executions.emit(id, event);
    agent.sandbox.last().exits(0);
    assertThat(agent.reports.lastStatus().consumption().hits())
        .containsExactly(new LimitHit("script.max_events_per_second", "100 events/s", 1, false));
  }

  private static void killForMemory(TestAgent agent) {
    agent.sandbox.last().ends(137, Cause.MEMORY, "the script held more memory than its limit");
  }

  private TestAgent start(Duration later) {
    FakeTime time = new FakeTime();
    time.pass(later);
    return new TestAgent(directory, TestAgent.policy(true, 2), time);
  }
}
