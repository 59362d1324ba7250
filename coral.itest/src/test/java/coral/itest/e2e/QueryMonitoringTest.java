// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What queries came to, wherever an operator looks. */
class QueryMonitoringTest {
  private static final String ASKS =
      """
      import * as coral from "@coral/sdk";
      await coral.db.query("SELECT count(*) FROM otel_spans_local");
      for (const sql of ["SELECT no_such_column FROM otel_spans_local", "DROP TABLE functions"]) {
        await coral.db.query(sql).catch((e) => console.log(e.code));
      }
      """;

  @TempDir static Path base;
  private static CoralServer server;
  private static Path asks;

  @BeforeAll
  static void start() throws Exception {
    Path data = Files.createDirectories(base.resolve("data"));
    Files.writeString(
        data.resolve("agent.yaml"),
        """
        query:
          slow_query_ms: 1
        telemetry:
          host_metrics_interval_seconds: 1
        """);
    server = CoralServer.up(base);
    asks = Files.writeString(base.resolve("asks.ts"), ASKS);
    Ran deployed = cli("script", "deploy", "--file", asks.toString(), "--name", "asks");
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> status().path("status").asString().equals("COMPLETED"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void ofAnExecution() throws Exception {
    JsonNode queries = status().path("executions").path(0).path("queries");
    assertThat(queries.path("done").asInt()).as("%s", queries).isEqualTo(1);
    assertThat(queries.path("failed").asInt()).isEqualTo(1);
    assertThat(queries.path("refused").asInt()).isEqualTo(1);
    assertThat(queries.path("rows").asInt()).isEqualTo(1);
    assertThat(queries.path("injected").asInt()).isPositive();
    assertThat(queries.path("cpu_ms").asDouble()).isPositive();
    assertThat(cli("script", "status", "asks").out())
        .contains("Queries: 1 done, 1 failed, 1 refused; 1 rows;");
  }

  @Test
  void ofAnAgent() throws Exception {
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode queries = cli("agent", "status", "-o", "json").json().path("queries");
              JsonNode script = named(queries.path("scripts"), "asks");
              assertThat(script.path("refused").asInt()).as("%s", queries).isEqualTo(1);
              assertThat(queries.path("total").path("done").asInt()).isPositive();
              assertThat(named(queries.path("slow"), "asks").path("sql").asString())
                  .contains("otel_spans_local");
            });
    assertThat(cli("agent", "status").out())
        .contains("Queries: 0 running,", "  asks: 1 done, 1 failed, 1 refused;");
  }

  @Test
  void asMetricsThatScriptsCanQuery() throws Exception {
    Path reads =
        Files.writeString(
            base.resolve("reads.ts"),
            """
            import * as coral from "@coral/sdk";
            const rows = await coral.db.query(
              `SELECT attributes->>'coral.query.outcome' AS outcome, sum(delta) AS count
               FROM otel_metrics_local
               WHERE service_name = 'coral-agent' AND metric_name = 'coral.query.count'
                 AND attributes->>'coral.script.name' = 'asks'
               GROUP BY ALL ORDER BY ALL`);
            console.log(rows.map((row) => `${row.outcome}=${row.count}`).join(" "));
            """);
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(cli("script", "run", reads.toString()).out())
                    .contains("done=1 failed=1 refused=1"));
    assertThat(cli("agent", "status", "-o", "json").json().path("services")).isEmpty();
  }

  private static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + list));
  }

  private static JsonNode status() throws Exception {
    return cli("script", "status", "asks", "-o", "json").json();
  }

  private static Ran cli(String... arguments) throws Exception {
    return server.cli().run(arguments);
  }
}
