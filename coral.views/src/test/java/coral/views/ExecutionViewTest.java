// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.query.QueryUsage;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionViewTest {
  private static final Instant STARTED = Instant.parse("2026-01-10T12:00:00Z");
  private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-0000000000e0");

  private static final ScriptExecution FAILED =
      ScriptExecution.newBuilder()
          .setExecutionId(ID.toString())
          .setAgentId("payments-1")
          .setVersion(2)
          .setStatus(ScriptStatus.SCRIPT_STATUS_FAILED)
          .setReason("too much memory")
          .setStartedAt(Wire.at("2026-01-10T12:00:00Z"))
          .setCompletedAt(Wire.at("2026-01-10T12:02:05Z"))
          .setExitCode(137)
          .setSandboxTier("deno+seccomp")
          .setDroppedLines(12)
          .setConsumption(
              Consumption.newBuilder()
                  .addHits(
                      LimitHit.newBuilder()
                          .setLimit("memory_limit_mb")
                          .setValue("96 MB")
                          .setCount(1)
                          .setKilled(true))
                  .setQuarantined(true)
                  .setCpuMs(1_200)
                  .setPeakMemoryBytes(100_663_296)
                  .setQueries(QueriesViewTest.USAGE))
          .build();

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(ExecutionView.of(FAILED)))
        .isEqualTo(
            """
            {"execution_id":"01990000-0000-7000-8000-0000000000e0","agent_id":"payments-1",\
            "version":2,"status":"FAILED","reason":"too much memory",\
            "started_at":"2026-01-10T12:00:00Z","completed_at":"2026-01-10T12:02:05Z",\
            "exit_code":137,"sandbox_tier":"deno+seccomp","dropped_lines":12,"timed_out":false,\
            "limit_hits":[{"limit":"memory_limit_mb","value":"96 MB","count":1,"killed":true}],\
            "quarantined":true,"cpu_ms":1200,"peak_memory_bytes":100663296,"queries":%s}"""
                .formatted("{" + QueriesViewTest.USAGE_MEMBERS + "}"));
  }

  @Test
  void oneThatRunsHasNeitherEndNorExitCode() {
    ExecutionView running = ExecutionView.of(running());
    assertThat(ViewJson.text(running)).contains("\"completed_at\":null,\"exit_code\":null,");
    assertThat(running.duration(STARTED.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void oneThatHasEndedLastedUntilThen() {
    assertThat(ExecutionView.of(FAILED).duration(Instant.MAX)).isEqualTo(Duration.ofSeconds(125));
  }

  @Test
  void oneThatIsPendingHasNotStarted() {
    ScriptExecution pending =
        running().toBuilder().setStatus(ScriptStatus.SCRIPT_STATUS_PENDING).build();
    assertThat(ExecutionView.of(pending).duration(STARTED.plusSeconds(90))).isNull();
  }

  @Test
  void oneSucceedsThatCompletesWithoutAnError() {
    assertThat(ExecutionView.of(FAILED).succeeded()).isFalse();
    ScriptExecution.Builder done =
        FAILED.toBuilder().setStatus(ScriptStatus.SCRIPT_STATUS_COMPLETED);
    assertThat(ExecutionView.of(done.build()).succeeded()).isFalse();
    assertThat(ExecutionView.of(done.setExitCode(0).build()).succeeded()).isTrue();
  }

  @Test
  void tellsWhatItUsedAsFarAsItIsKnown() {
    assertThat(ExecutionView.of(FAILED).used()).isEqualTo("CPU 1.20 s, memory 96.0 MB at most");
    assertThat(ExecutionView.of(running()).used()).isEqualTo("CPU unknown, memory unknown");
  }

  @Test
  void saysItsReasonAndItsLimitsInOneLine() {
    assertThat(ExecutionView.of(FAILED).reasonWithLimits())
        .isEqualTo("too much memory; limit memory_limit_mb, 96 MB, killed");
  }

  @Test
  void saysHowOftenALimitWasExceeded() {
    assertThat(new LimitHitView("lines", "5 lines/s", 1, false).line())
        .isEqualTo("lines, 5 lines/s, exceeded once");
    assertThat(new LimitHitView("lines", "5 lines/s", 12_345, false).line())
        .isEqualTo("lines, 5 lines/s, exceeded 12,345 times");
  }

  @Test
  void isTheSameFromAnAgentsOwnRecord() {
    var consumption =
        new coral.api.execution.Consumption(
            List.of(new coral.api.execution.LimitHit("memory_limit_mb", "96 MB", 1, true)),
            true,
            Duration.ofMillis(1_200),
            100_663_296,
            new QueryUsage(1, 2, 3, 4, 5, 6, 7, Duration.ofMillis(1_500), Duration.ofNanos(9_000)));
    Execution execution =
        new Execution(
            ID,
            UUID.randomUUID(),
            2,
            Optional.empty(),
            "payments-1",
            ExecutionStatus.FAILED,
            STARTED,
            Optional.of(STARTED.plusSeconds(125)),
            OptionalInt.of(137),
            false,
            "too much memory",
            "deno+seccomp",
            12,
            consumption);
    assertThat(ExecutionView.of(execution)).isEqualTo(ExecutionView.of(FAILED));
  }

  @ParameterizedTest
  @EnumSource(ExecutionStatus.class)
  void namesEveryStatusAsAgentsDo(ExecutionStatus status) {
    assertThat(Status.of(status).name()).isEqualTo(status.name());
  }

  private static ScriptExecution running() {
    return ScriptExecution.newBuilder()
        .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
        .setStartedAt(Wire.at("2026-01-10T12:00:00Z"))
        .build();
  }
}
