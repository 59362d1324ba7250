// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colony and agents as processes: apart, killed, restarted, misconfigured. */
class ProcessesTest {
  private static final String TICKER =
      "for (let i = 0; ; i++) { console.log(`tick ${i}`); await new Promise((r) => setTimeout(r, 100)); }";

  @TempDir Path dir;

  @Test
  void killedProcessLeavesNoScriptAndNoWorkerBehind() throws Exception {
    CoralServer server = CoralServer.up(dir);
    server.cli().run("script", "deploy", "--name", "ticker", "--file", script(TICKER));
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> server.cli().run("script", "logs", "ticker").out().contains("tick 3"));
    List<ProcessHandle> children = server.handle().descendants().toList();
    assertThat(children).as("a script and a query worker").hasSizeGreaterThanOrEqualTo(2);
    server.handle().destroyForcibly();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> children.stream().noneMatch(CoralServer::runs));
  }

  @Test
  void stoppedProcessLeavesNothingBehind() throws Exception {
    CoralServer server = CoralServer.up(dir);
    server.cli().run("script", "deploy", "--name", "ticker", "--file", script("for (;;);"));
    List<ProcessHandle> children = server.handle().descendants().toList();
    server.close();
    assertThat(children).noneMatch(CoralServer::runs);
    assertThat(server.data().resolve("coral.json")).doesNotExist();
    assertThat(server.data().resolve("run/sdk.sock")).doesNotExist();
    Ran afterwards = server.cli().run("script", "list");
    assertThat(afterwards.exitCode()).isEqualTo(69);
    assertThat(afterwards.err()).contains("no colony is running here");
  }

  @Test
  void scriptsAndTheirHistorySurviveARestart() throws Exception {
    try (CoralServer first = CoralServer.up(dir)) {
      first.cli().run("script", "deploy", "--name", "ticker", "--file", script(TICKER));
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> first.cli().run("script", "logs", "ticker").out().contains("tick 3"));
    }
    try (CoralServer second = CoralServer.up(dir)) {
      assertThat(second.cli().run("script", "list").out()).contains("ticker");
      await()
          .atMost(CoralServer.PATIENCE)
          .until(
              () ->
                  second
                          .cli()
                          .run("script", "logs", "ticker")
                          .out()
                          .lines()
                          .filter(line -> line.endsWith("tick 3"))
                          .count()
                      >= 2);
    }
  }

  @Test
  void agentRunsOnWithoutItsColonyAndReportsAfterwards() throws Exception {
    Path colonyBase = Files.createDirectories(dir.resolve("colony"));
    CoralServer colony = CoralServer.start(colonyBase, "colony", "start", "--colony-port", "0");
    String address = colony.discovery().path("colony").asString();
    String token = colony.data().resolve("token").toString();
    try (CoralServer agent =
        CoralServer.start(
            Files.createDirectories(dir.resolve("agent")),
            "agent",
            "start",
            "--agent-id",
            "far",
            "--colony",
            address,
            "--colony-token-file",
            token,
            "--agent-port",
            "0",
            "--otlp-grpc-port",
            "0",
            "--otlp-http-port",
            "0")) {
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> colony.cli().run("agent", "list").out().contains("CONNECTED"));
      Ran deployed =
          colony
              .cli()
              .run(
                  "script",
                  "deploy",
                  "--name",
                  "ticker",
                  "--file",
                  script(TICKER),
                  "--targets",
                  "far");
      assertThat(deployed.exitCode()).as("%s", deployed).isZero();
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> colony.cli().run("script", "logs", "ticker").out().contains("tick 3"));
      colony.close();
      String port = address.substring(address.indexOf(':') + 1);
      try (CoralServer again =
          CoralServer.start(colonyBase, "colony", "start", "--colony-port", port)) {
        // no line is missing or doubled: the script ran on, and what the colony missed is reported
        await().atMost(CoralServer.PATIENCE).until(() -> ticks(again).size() > 50);
        List<Integer> ticks = ticks(again);
        assertThat(ticks)
            .isEqualTo(java.util.stream.IntStream.range(0, ticks.size()).boxed().toList());
      }
    }
  }

  @Test
  void agentWithoutDenoRunsOnAndSaysWhyItRefusesScripts() throws Exception {
    Files.createDirectories(dir.resolve("data"));
    Files.writeString(dir.resolve("data/agent.yaml"), "script:\n  deno_path: /no/such/deno\n");
    try (CoralServer server = CoralServer.up(dir)) {
      assertThat(server.cli().run("agent", "status").out())
          .contains("Scripts: refused", "/no/such/deno");
      Ran deployed =
          server.cli().run("script", "deploy", "--name", "x", "--file", script("console.log(1)"));
      assertThat(deployed.exitCode()).as("%s", deployed).isNotZero();
      assertThat(deployed.out() + deployed.err()).contains("/no/such/deno");
    }
  }

  @Test
  void disablingScriptsStopsThemAndEnablingStartsThemAgain() throws Exception {
    try (CoralServer server = CoralServer.up(dir)) {
      server.cli().run("script", "deploy", "--name", "ticker", "--file", script(TICKER));
      awaitStatus(server, "RUNNING");
      Path yaml = server.data().resolve("agent.yaml");
      Files.writeString(yaml, "script:\n  enabled: false\n");
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> server.cli().run("agent", "status").out().contains("Scripts: refused"));
      Files.writeString(yaml, "script:\n  enabled: true\n");
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> !server.cli().run("agent", "status").out().contains("Scripts: refused"));
      awaitStatus(server, "RUNNING");
    }
  }

  @Test
  void aLongDataDirectoryPathStillWorks() throws Exception {
    Path deep = Files.createDirectories(dir.resolve("x".repeat(60)).resolve("y".repeat(60)));
    try (CoralServer server = CoralServer.up(deep)) {
      Ran ran = server.cli().run("script", "run", script("console.log('deep');"));
      assertThat(ran.exitCode()).as("%s", ran).isZero();
      assertThat(ran.out()).contains("deep");
    }
  }

  private static void awaitStatus(CoralServer server, String status) {
    await()
        .atMost(CoralServer.PATIENCE)
        .until(
            () ->
                server.cli().run("script", "status", "ticker").out().contains("Status: " + status));
  }

  private static List<Integer> ticks(CoralServer colony) throws Exception {
    return colony
        .cli()
        .run("script", "logs", "ticker")
        .out()
        .lines()
        .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
        .toList();
  }

  private String script(String code) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "script", ".ts"), code).toString();
  }
}
