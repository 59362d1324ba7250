// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A dry run tells what a script would do, and leaves nothing behind. */
class DryRunTest {
  private static final String GOOD =
      """
      import * as coral from "@coral/sdk";
      const spans = await coral.db.query("SELECT service_name FROM otel_spans_local");
      console.log(`${spans.length} spans`);
      await coral.db.query("DROP TABLE functions").catch((e) => console.error(e.code));
      await coral.emit("alert", { spans: spans.length }, "warning");
      """;

  private static final String DAEMON =
      """
      console.log("watching");
      await new Promise((resolve) => setTimeout(resolve, 3_600_000));
      """;

  @TempDir static Path base;
  private static CoralServer server;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        Files.createDirectories(base.resolve("data")).resolve("agent.yaml"),
        """
        script:
          max_concurrent: 1
        """);
    server = CoralServer.up(base);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void leavesNothingBehind() throws Exception {
    assertThat(cli("script", "list", "-o", "json").json()).isEmpty();
    assertThat(cli("events", "-o", "json").out()).isEmpty();
    assertThat(cli("agent", "status", "-o", "json").json().path("running").asInt(-1)).isZero();
    try (var files = Files.list(server.data().resolve("agent-state"))) {
      assertThat(files.map(Path::getFileName)).extracting(Path::toString).containsOnly("host-id");
    }
  }

  @Test
  void showsWhatAScriptEmitsWritesAndAsks() throws Exception {
    Ran ran = dryRun("good", GOOD, "-o", "json");
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.json().path("version").asInt()).isEqualTo(1);
    assertThat(ran.json().path("verdicts").path(0).path("gets_it").asBoolean()).isTrue();

    JsonNode trial = ran.json().path("trial");
    assertThat(trial.at("/execution/status").asString()).as("%s", ran).isEqualTo("COMPLETED");
    assertThat(trial.at("/execution/agent_id").asString()).isEqualTo("agent-1");
    assertThat(trial.at("/execution/cpu_ms").asLong()).isPositive();
    assertThat(trial.at("/execution/peak_memory_bytes").asLong()).isPositive();
    assertThat(trial.path("stdout").asString()).isEqualTo("0 spans\n");
    assertThat(trial.path("stderr").asString()).isEqualTo("QUERY_REFUSED\n");
    assertThat(trial.path("events")).hasSize(1);
    assertThat(trial.at("/events/0/name").asString()).isEqualTo("alert");
    assertThat(trial.at("/events/0/severity").asString()).isEqualTo("warning");
    assertThat(trial.at("/events/0/data/spans").asInt(-1)).isZero();

    assertThat(trial.path("queries")).as("%s", ran).hasSize(2);
    JsonNode asked = trial.at("/queries/0");
    assertThat(asked.path("sql").asString()).isEqualTo("SELECT service_name FROM otel_spans_local");
    assertThat(asked.path("outcome").asString()).isEqualTo("done");
    assertThat(asked.path("injected").toString())
        .contains("At most 10,000 rows are returned.")
        .contains("otel_spans_local");
    assertThat(trial.at("/queries/1/outcome").asString()).isEqualTo("refused");
    assertThat(trial.at("/queries/1/error").asString()).isNotEmpty();
  }

  @Test
  void deployPrintsTheSameForPeople() throws Exception {
    Ran ran = cli("script", "deploy", "--dry-run", "--file", write("good", GOOD).toString());
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.out())
        .startsWith("Dry run: good (would be version 1)\n")
        .contains("\nTrial on agent-1, with its real telemetry:\n  Status: COMPLETED\n")
        .contains("\nEvents, not delivered:\n  [WARNING] event alert {\"spans\":0}\n")
        .contains("    Guardrail: At most 10,000 rows are returned.\n");
  }

  @Test
  void triesNothingWithATypeError() throws Exception {
    Ran ran = dryRun("wrong", "const n: number = 'x';\nconsole.log(n);\n");
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(4);
    assertThat(ran.out())
        .contains("  Source: 1 found\n    wrong.ts:1:7 TS2322: ")
        .endsWith("Trial: none, the script does not pass its checks\n");
  }

  @Test
  void stopsADaemonWhichIsNoFailure() throws Exception {
    Ran ran = dryRun("daemon", DAEMON, "--trial-time", "3s");
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.out()).contains("  Status: STOPPED (was still running after 3 s)\n");
  }

  @Test
  void failsAnEndlessLoop() throws Exception {
    Ran ran = dryRun("loop", "for (;;) {}\n");
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(1);
    assertThat(ran.out()).contains("  Status: FAILED (its event loop was blocked for ");
  }

  @Test
  void failsAScriptThatThrows() throws Exception {
    Ran ran = dryRun("throws", "throw new Error('no such luck');\n");
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(1);
    assertThat(ran.out())
        .contains("  Status: FAILED (exited with code 1)\n")
        .contains("no such luck");
  }

  @Test
  void endsTheTrialOfACommandThatIsInterrupted() throws Exception {
    String daemon = write("daemon", DAEMON).toString();
    Process interrupted =
        server
            .cli()
            .start(
                base.resolve("interrupted.log"),
                "script",
                "dry-run",
                "--file",
                daemon,
                "--trial-time",
                "60s");
    String noRoom = "1 of 1 scripts run (script.max_concurrent)";
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(dryRun("daemon", DAEMON, "--trial-time", "1s").out()).contains(noRoom));
    long before = System.nanoTime();
    interrupted.destroy();
    assertThat(interrupted.waitFor(30, TimeUnit.SECONDS)).isTrue();
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () -> assertThat(dryRun("daemon", DAEMON, "--trial-time", "1s").exitCode()).isZero());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
  }

  private static Ran dryRun(String name, String code, String... more) throws Exception {
    String[] words = {"script", "dry-run", "--file", write(name, code).toString()};
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return cli(all);
  }

  private static Path write(String name, String code) throws IOException {
    return Files.writeString(base.resolve(name + ".ts"), code);
  }

  private static Ran cli(String... arguments) throws Exception {
    return server.cli().run(arguments);
  }
}
