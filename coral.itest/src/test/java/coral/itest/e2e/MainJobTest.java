// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The main job over one running {@code coral up}: telemetry in, scripts deployed, logs and alerts
 * out.
 */
class MainJobTest {
  @TempDir static Path base;
  private static CoralServer server;

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    server = CoralServer.up(base);
    server.send("/v1/metrics", Otlp.slowRequests("payments", 90, 10));
    server.send("/v1/traces", Otlp.failedSpans("payments", 7));
    server.awaitService("payments");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void discoveryFileNamesEveryAddress() throws IOException {
    JsonNode discovery = server.discovery();
    assertThat(discovery.path("colony").asString()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(discovery.path("agent").asString()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(discovery.path("otlpGrpc").asString()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(discovery.path("otlpHttp").asString()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(ProcessHandle.of(discovery.path("pid").asLong())).isPresent();
  }

  @Test
  void highLatencyExampleRunsUnmodifiedAndAlerts() throws Exception {
    Ran deployed = deployExample("high-latency-alert", "alert-high-latency.ts");
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
    assertThat(deployed.out())
        .contains(
            "Script deployed: high-latency-alert", "Version: 1", "Deployed to: 1 agent (agent-1)");
    JsonNode alert = awaitEvent("high-latency-alert", "alert");
    assertThat(alert.path("severity").asString()).isEqualTo("warning");
    assertThat(alert.path("data").path("p99_ms").asDouble()).isBetween(990.0, 1000.0);
    assertThat(alert.path("data").path("error_rate").asDouble()).isEqualTo(0.1);
    Ran logs = cli("script", "logs", "high-latency-alert");
    assertThat(logs.out()).contains("[agent-1] ").contains("[ALERT] High latency: ");
    Ran stopped = cli("script", "stop", "high-latency-alert");
    assertThat(stopped.out()).contains("Script stopped: high-latency-alert", "Stopped on: 1 agent");
    awaitStatus("high-latency-alert", "STOPPED");
  }

  @Test
  void healthExampleRunsUnmodifiedAndAlerts() throws Exception {
    deployExample("health", "check-health-metrics.ts");
    JsonNode alert = awaitEvent("health", "alert");
    assertThat(alert.path("severity").asString()).isEqualTo("critical");
    assertThat(alert.path("data").path("error_rate_pct").asDouble()).isEqualTo(10.0);
    cli("script", "stop", "health");
  }

  @Test
  void correlationExampleRunsUnmodifiedToItsEnd() throws Exception {
    deployExample("correlate", "correlate-errors-memory.ts");
    awaitStatus("correlate", "COMPLETED");
  }

  @Test
  void redeployingTheSameContentChangesNothingAndOtherContentIsANewVersion() throws Exception {
    Path file = script("await new Promise((r) => setTimeout(r, 600_000));");
    assertThat(deploy("versions", file).json().path("version").asInt()).isEqualTo(1);
    JsonNode again = deploy("versions", file).json();
    assertThat(again.path("version").asInt()).isEqualTo(1);
    assertThat(again.path("unchanged").asBoolean()).isTrue();
    Path other = script("await new Promise((r) => setTimeout(r, 700_000));");
    assertThat(deploy("versions", other).json().path("version").asInt()).isEqualTo(2);
    assertThat(cli("script", "list").out()).contains("versions");
    cli("script", "stop", "versions");
  }

  @Test
  void runPrintsWhatTheScriptWritesAndEndsWithItsCode() throws Exception {
    Ran ran =
        cli(
            "script",
            "run",
            script("console.log('to stdout'); console.error('to stderr'); Deno.exit(7);")
                .toString());
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(7);
    assertThat(ran.out()).contains("to stdout");
    assertThat(ran.err()).contains("to stderr");
  }

  @Test
  void runEndsWith124WhenTheScriptRunsOutOfTime() throws Exception {
    Ran ran =
        cli(
            "script",
            "run",
            script("for (;;) await new Promise((r) => setTimeout(r, 50));").toString(),
            "--timeout",
            "1s");
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(124);
    assertThat(ran.err()).contains("time limit");
  }

  @Test
  void runEndsWith1AndTheUsersLineWhenTheScriptThrows() throws Exception {
    Path file = script("const a = 1;\nthrow new Error('boom');");
    Ran ran = cli("script", "run", file.toString());
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(1);
    assertThat(ran.err()).contains("boom").contains(file.getFileName() + ":2:7");
  }

  @Test
  void scriptsQueryTheTelemetryThroughTheGuardrails() throws Exception {
    Ran ran =
        cli(
            "script",
            "run",
            script(
                    """
                    import * as coral from "@coral/sdk";
                    const rows = await coral.db.query("SELECT span_name, duration_ns FROM otel_spans_local WHERE status_code = 'ERROR'");
                    console.log(rows.length, rows[0].span_name, rows[0].duration_ns, rows.guardrails.length > 0);
                    try { await coral.db.query("SELECT * FROM read_csv('/etc/passwd')"); } catch (e) { console.log((e as coral.CoralError).code); }
                    console.log((await coral.system.getMemory()).total > 0, (await coral.system.getCPU()).usage_percent >= 0);
                    console.log((await coral.metrics.services()).includes("payments"), (await coral.traces.findErrors("payments")).length);
                    console.log(coral.context.agentId, coral.context.scriptName.length > 0);
                    console.log(await coral.functions.list("payments"));
                    """)
                .toString());
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "7 POST /pay 900000000 true",
            "QUERY_REFUSED",
            "true true",
            "true 7",
            "agent-1 true",
            "[]");
  }

  @Test
  void argumentsReachTheScriptAndMakeAnotherVersion() throws Exception {
    Path file =
        script(
            """
            import * as coral from "@coral/sdk";
            const { service, quote, missing } = coral.context.args;
            console.log(service, quote, missing);
            """);
    Ran ran =
        cli(
            "script",
            "run",
            file.toString(),
            "--arg",
            "service=orders",
            "--arg",
            "quote='a=\"b\"'");
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.out().strip()).isEqualTo("orders 'a=\"b\"' undefined");

    for (String threshold : List.of("1", "2", "2")) {
      assertThat(
              cli(
                      "script",
                      "deploy",
                      "--name",
                      "with-args",
                      "--file",
                      file.toString(),
                      "--arg",
                      "threshold=" + threshold)
                  .exitCode())
          .isZero();
    }
    assertThat(cli("script", "diff", "with-args", "--from", "1", "--to", "2").out())
        .contains("settings.args.threshold: \"1\" -> \"2\"");
    assertThat(cli("script", "status", "with-args").out()).contains("Arguments: threshold=\"2\"");
    assertThat(cli("script", "history", "with-args", "-o", "json").json().get("versions"))
        .hasSize(2);
  }

  @Test
  void initWritesAScriptThatIsValidAndRuns() throws Exception {
    Path script = dir.resolve("watch.ts");
    assertThat(cli("script", "init", script.toString()).exitCode()).isZero();
    assertThat(dir.resolve(".coral/sdk.d.ts")).isNotEmptyFile();
    assertThat(cli("script", "validate", script.toString()).out()).contains("watch.ts is valid");
    Ran ran = cli("script", "run", script.toString());
    assertThat(ran.out()).as("%s", ran).contains("payments: P99 997.5 ms, errors 10.0 %");
    assertThat(cli("script", "init", script.toString()).err()).contains("is there already");
  }

  @Test
  void statusListAndAgentSpeakJson() throws Exception {
    cli("script", "run", script("console.log('hello');").toString());
    JsonNode scripts = cli("script", "list", "--all", "-o", "json").json();
    assertThat(scripts.isArray()).isTrue();
    JsonNode agents = cli("agent", "list", "-o", "json").json();
    assertThat(agents).hasSize(1);
    assertThat(agents.get(0).path("labels").path("region").asString()).isEqualTo("us-east");
    assertThat(agents.get(0).path("deno_version").asString()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(agents.get(0).path("services").toString()).contains("payments");
    assertThat(cli("agent", "status").out()).contains("Status: CONNECTED", "otel_spans_local");
  }

  private Ran cli(String... arguments) throws Exception {
    return server.cli().run(arguments);
  }

  private Ran deploy(String name, Path file) throws Exception {
    return cli("script", "deploy", "--name", name, "--file", file.toString(), "-o", "json");
  }

  private Ran deployExample(String name, String example) throws Exception {
    return cli(
        "script",
        "deploy",
        "--name",
        name,
        "--file",
        Launcher.ROOT.resolve("examples").resolve(example).toString(),
        "--targets",
        "payments");
  }

  private Path script(String code) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "script", ".ts"), code);
  }

  private JsonNode awaitEvent(String script, String name) {
    return await()
        .atMost(CoralServer.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                cli("script", "status", script, "--tail", "100", "-o", "json")
                    .json()
                    .path("recent_logs")
                    .valueStream()
                    .map(entry -> entry.path("event"))
                    .filter(event -> event.path("name").asString("").equals(name))
                    .findFirst()
                    .orElse(null),
            java.util.Objects::nonNull);
  }

  private void awaitStatus(String script, String status) {
    await()
        .atMost(CoralServer.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(
                        cli("script", "status", script, "-o", "json")
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo(status));
  }
}
