// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.proto.agent.v1.QueryReport;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScriptQueries;
import coral.proto.agent.v1.SlowQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueriesViewTest {
  static final QueryUsage USAGE =
      QueryUsage.newBuilder()
          .setDone(1)
          .setFailed(2)
          .setRefused(3)
          .setCutOff(4)
          .setTruncated(5)
          .setRows(6)
          .setInjected(7)
          .setTimeUs(1_500_000)
          .setCpuUs(9)
          .build();

  static final String USAGE_MEMBERS =
      """
      "done":1,"failed":2,"refused":3,"cut_off":4,"truncated":5,"rows":6,"injected":7,\
      "time_ms":1500.0,"cpu_ms":0.009""";

  private static final UUID SCRIPT = new UUID(0, 1);
  private static final UUID EXECUTION = new UUID(0, 2);

  private static final QueryReport REPORT =
      QueryReport.newBuilder()
          .setRunning(1)
          .setTotal(USAGE)
          .setWorkerRestarts(2)
          .addScripts(
              ScriptQueries.newBuilder()
                  .setOrigin(coral.proto.agent.v1.QueryOrigin.newBuilder().setName("conditions"))
                  .setRunning(1)
                  .setUsage(USAGE))
          .addSlow(
              SlowQuery.newBuilder()
                  .setEndedAt(Wire.at("2026-01-10T12:00:00Z"))
                  .setOrigin(
                      coral.proto.agent.v1.QueryOrigin.newBuilder()
                          .setName("alert")
                          .setScriptId(SCRIPT.toString())
                          .setExecutionId(EXECUTION.toString()))
                  .setSql("SELECT 1\n  FROM t")
                  .setTimeUs(700_000)
                  .setCpuUs(80_000)
                  .setRows(6)
                  .setOutcome("done"))
          .build();

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(QueriesView.of(REPORT)))
        .isEqualTo(
            """
            {"running":1,"total":{%1$s},"worker_restarts":2,\
            "scripts":[{"name":"conditions","script_id":null,"execution_id":null,"running":1,%1$s}],\
            "slow":[{"name":"alert","script_id":"00000000-0000-0000-0000-000000000001",\
            "execution_id":"00000000-0000-0000-0000-000000000002",\
            "ended_at":"2026-01-10T12:00:00Z","time_ms":700.0,"cpu_ms":80.0,"rows":6,\
            "outcome":"done","sql":"SELECT 1\\n  FROM t"}]}"""
                .formatted(USAGE_MEMBERS));
  }

  @Test
  void tellsTheSameInLines() {
    assertThat(QueriesView.of(REPORT).lines())
        .containsExactly(
            "Queries: 1 running, 1 done, 2 failed, 3 refused, 4 cut off, 5 truncated; 6 rows;"
                + " 1.50 s, CPU 0.00 s; 7 guardrails put in",
            "  conditions: 1 done, 2 failed, 3 refused, 4 cut off, 5 truncated; 6 rows; 1.50 s,"
                + " CPU 0.00 s; 7 guardrails put in",
            "Slow queries of the last hour:",
            "  0.70 s, CPU 0.08 s, done, alert: SELECT 1 FROM t");
  }

  @Test
  void leavesOutWhatDidNotHappen() {
    assertThat(QueryUsageView.of(QueryUsage.newBuilder().setDone(12_345).build()).line())
        .isEqualTo("12,345 done; 0 rows; 0.00 s, CPU 0.00 s");
    assertThat(QueriesView.of(QueryReport.getDefaultInstance()).lines())
        .containsExactly("Queries: 0 running, 0 done; 0 rows; 0.00 s, CPU 0.00 s");
  }

  @Test
  void knowsWhetherAnythingWasAsked() {
    assertThat(QueryUsageView.of(QueryUsage.getDefaultInstance()).nothing()).isTrue();
    assertThat(QueryUsageView.of(QueryUsage.newBuilder().setRefused(1).build()).nothing())
        .isFalse();
  }

  @Test
  void isTheSameFromAnAgentsOwnRecord() {
    var usage =
        new coral.api.query.QueryUsage(
            1, 2, 3, 4, 5, 6, 7, Duration.ofMillis(1_500), Duration.ofNanos(9_000));
    var report =
        new coral.api.query.QueryReport(
            1,
            usage,
            2,
            List.of(
                new coral.api.query.QueryReport.Script(QueryOrigin.part("conditions"), 1, usage)),
            List.of(
                new coral.api.query.QueryReport.Slow(
                    Instant.parse("2026-01-10T12:00:00Z"),
                    QueryOrigin.script("alert", SCRIPT, EXECUTION),
                    "SELECT 1\n  FROM t",
                    Duration.ofMillis(700),
                    Duration.ofMillis(80),
                    6,
                    "done")));
    assertThat(QueriesView.of(report)).isEqualTo(QueriesView.of(REPORT));
  }
}
