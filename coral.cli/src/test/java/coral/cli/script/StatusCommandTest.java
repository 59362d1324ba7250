// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptSummary;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a script, by a colony that has one. */
class StatusCommandTest {
  private static final String QUARANTINE =
      "the script held more memory than its limit of 96 MB; quarantined: killed 3 times for"
          + " breaking limits, deploy it again to lift that";

  private static final ScriptExecution RUNNING =
      ScriptExecution.newBuilder()
          .setAgentId("agent-1")
          .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
          .setConsumption(
              Consumption.newBuilder()
                  .addHits(hit("script.max_lines_per_second", "500 lines/s", 12_345, false))
                  .addHits(hit("script.max_pids", "48 processes and threads", 1, false)))
          .build();

  private static final ScriptExecution QUARANTINED =
      ScriptExecution.newBuilder()
          .setAgentId("agent-2")
          .setStatus(ScriptStatus.SCRIPT_STATUS_FAILED)
          .setReason(QUARANTINE)
          .setConsumption(
              Consumption.newBuilder()
                  .setQuarantined(true)
                  .addHits(hit("memory_limit_mb", "96 MB", 1, true)))
          .build();

  @TempDir Path directory;
  private ScriptDetail script = ScriptDetail.getDefaultInstance();
  private Server colony;

  @BeforeEach
  void startColony() throws IOException {
    colony =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                new ColonyServiceGrpc.ColonyServiceImplBase() {
                  @Override
                  public void getScript(
                      GetScriptRequest request, StreamObserver<ScriptDetail> answer) {
                    answer.onNext(script);
                    answer.onCompleted();
                  }
                })
            .build()
            .start();
  }

  @AfterEach
  void stopColony() throws InterruptedException {
    colony.shutdownNow().awaitTermination();
  }

  @Test
  void showsWhatRunsWhereSinceWhenAndWhatItWrote() throws IOException {
    Instant now = Instant.now();
    script =
        ScriptDetail.newBuilder()
            .setSummary(
                ScriptSummary.newBuilder()
                    .setName("high-latency-alert")
                    .setVersion(2)
                    .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
                    .setDeployedAt(timestamp(now.minusSeconds(130)))
                    .addAgents("payments-1")
                    .addAgents("payments-2")
                    .addTargets("payments"))
            .setTrigger(
                ScriptTrigger.newBuilder()
                    .setSchedule(ScheduleTrigger.newBuilder().setCron("*/5 * * * *")))
            .addExecutions(
                ScriptExecution.newBuilder()
                    .setExecutionId("e2")
                    .setAgentId("payments-1")
                    .setVersion(2)
                    .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
                    .setStartedAt(timestamp(now.minusSeconds(9_000))))
            .addExecutions(
                ScriptExecution.newBuilder()
                    .setExecutionId("e1")
                    .setAgentId("payments-2")
                    .setVersion(1)
                    .setStatus(ScriptStatus.SCRIPT_STATUS_FAILED)
                    .setReason("it threw")
                    .setStartedAt(timestamp(now.minusSeconds(130)))
                    .setCompletedAt(timestamp(now.minusSeconds(5)))
                    .setExitCode(1)
                    .setConsumption(
                        Consumption.newBuilder().setCpuMs(1_200).setPeakMemoryBytes(45L << 20)))
            .addSkipped(
                SkippedAgent.newBuilder().setAgentId("payments-3").setReason("it has no Deno"))
            .addRecentLogs(
                ScriptLogEntry.newBuilder()
                    .setTimestamp(timestamp(Instant.parse("2025-12-23T10:15:23.5Z")))
                    .setAgentId("payments-1")
                    .setStream("stdout")
                    .setLine("P99: 450ms (OK)"))
            .addRecentLogs(
                ScriptLogEntry.newBuilder()
                    .setTimestamp(timestamp(Instant.parse("2025-12-23T10:15:24Z")))
                    .setAgentId("payments-2")
                    .setStream("event")
                    .setLine(
                        """
                        {"name":"alert","severity":"critical","data":{"p99":520}}"""))
            .build();
    assertThat(String.join("\n", status()) + "\n")
        .isEqualTo(
            """
            Script: high-latency-alert (v2)
            Status: RUNNING
            Deployed to: 2 agents
            Not on payments-3: it has no Deno
            Deployed: 2m ago
            Trigger: schedule "*/5 * * * *" (UTC)
            Targets: payments

            Recent Executions:
              Agent: payments-1 | Status: RUNNING | Started: 2h ago | Running for: 2h 30m | Execution: e2
              Agent: payments-2 | Status: FAILED (it threw) | Started: 2m ago | Ran for: 2m 5s\
             | Exit code: 1 | Version: 1 | Execution: e1
                Used: CPU 1.20 s, memory 45.0 MB at most

            Recent Logs (last 10 lines):
            [payments-1] 2025-12-23T10:15:23Z P99: 450ms (OK)
            [payments-2] 2025-12-23T10:15:24Z [CRITICAL] event alert {"p99":520}
            """);
  }

  @Test
  void saysEachLimitThatARunningScriptHasHitAndHowOften() throws IOException {
    script = detail(RUNNING);
    assertThat(status())
        .containsSequence(
            "Recent Executions:",
            "  Agent: agent-1 | Status: RUNNING | Started: never",
            "    Limit: script.max_lines_per_second, 500 lines/s, exceeded 12,345 times",
            "    Limit: script.max_pids, 48 processes and threads, exceeded once",
            "",
            "Recent Logs (last 10 lines):");
  }

  @Test
  void saysWhichLimitAScriptWasKilledForAndHowToLiftQuarantine() throws IOException {
    script = detail(QUARANTINED);
    assertThat(status())
        .containsSequence(
            "  Agent: agent-2 | Status: FAILED (" + QUARANTINE + ") | Started: never",
            "    Limit: memory_limit_mb, 96 MB, killed");
  }

  @Test
  void putsEachLimitBelowTheExecutionThatHitIt() throws IOException {
    ScriptExecution within = RUNNING.toBuilder().clearConsumption().setAgentId("agent-3").build();
    script = detail(QUARANTINED, within, RUNNING);
    assertThat(status())
        .filteredOn(line -> line.startsWith("  "))
        .extracting(line -> line.strip().replaceFirst("[|,].*", "").strip())
        .containsExactly(
            "Agent: agent-2",
            "Limit: memory_limit_mb",
            "Agent: agent-3",
            "Agent: agent-1",
            "Limit: script.max_lines_per_second",
            "Limit: script.max_pids");
  }

  @Test
  void saysWhatQueriesCameToAlsoWhereNoneWasDone() throws IOException {
    Consumption failed =
        Consumption.newBuilder()
            .setQueries(QueryUsage.newBuilder().setFailed(2).setCutOff(1).setTimeUs(1_500_000))
            .build();
    script = detail(RUNNING.toBuilder().setConsumption(failed).build());
    assertThat(status())
        .contains("    Queries: 0 done, 2 failed, 1 cut off; 0 rows; 1.50 s, CPU 0.00 s");
  }

  @Test
  void saysHowManyLinesAnExecutionLostWhereItLostAny() throws IOException {
    script =
        detail(
            RUNNING.toBuilder().setDroppedLines(12).build(),
            QUARANTINED,
            RUNNING.toBuilder().setDroppedLines(1).build(),
            RUNNING.toBuilder().setDroppedLines(1_234).build());
    assertThat(status())
        .filteredOn(line -> line.contains("dropped"))
        .containsExactly("    12 lines dropped", "    1 line dropped", "    1,234 lines dropped");
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    script = detail(QUARANTINED, RUNNING);
    JsonNode executions =
        JsonMapper.shared()
            .readTree(String.join("\n", status("--output", "json")))
            .path("executions");
    assertThat(executions)
        .extracting(execution -> execution.path("quarantined").asBoolean())
        .containsExactly(true, false);
    assertThat(executions.path(0).path("limit_hits").toString())
        .isEqualTo(
            """
            [{"limit":"memory_limit_mb","value":"96 MB","count":1,"killed":true}]""");
    assertThat(executions.path(1).path("limit_hits"))
        .extracting(hit -> hit.path("count").asInt())
        .containsExactly(12_345, 1);
  }

  private List<String> status(String... options) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "t");
    List<String> command =
        new ArrayList<>(List.of("--colony", "127.0.0.1:" + colony.getPort(), "watch"));
    command.addAll(List.of("--token-file", token.toString()));
    command.addAll(List.of(options));
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new StatusCommand())
            .setOut(new PrintWriter(out))
            .execute(command.toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString().lines().toList();
  }

  private static ScriptDetail detail(ScriptExecution... executions) {
    return ScriptDetail.newBuilder()
        .setSummary(ScriptSummary.newBuilder().setName("watch").setVersion(1))
        .addAllExecutions(List.of(executions))
        .build();
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static LimitHit hit(String limit, String value, long count, boolean killed) {
    return LimitHit.newBuilder()
        .setLimit(limit)
        .setValue(value)
        .setCount(count)
        .setKilled(killed)
        .build();
  }
}
