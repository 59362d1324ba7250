// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A colony and the agent {@code far}, each a process of its own that tests kill and start again.
 */
final class Apart implements AutoCloseable {
  /** Lets a script say more than scripts may by default, and does not restrict it to a trickle. */
  private static final String TALKATIVE =
      """
      script:
        max_lines_per_second: 100000
        max_output_bytes_per_second: 100000000
        max_events_per_second: 10000
      """;

  private final Path base;
  private CoralServer colony;
  private CoralServer agent;

  Apart(Path base) throws IOException {
    this.base = base;
    colony = CoralServer.start(colonyBase(), "colony", "start", "--colony-port", "0");
    Files.createDirectories(agentBase().resolve("data"));
    Files.writeString(agentBase().resolve("data/agent.yaml"), TALKATIVE);
    agent = startAgent();
    awaitConnected();
  }

  static Path colonyData(Path base) {
    return base.resolve("colony/data");
  }

  static Path agentData(Path base) {
    return base.resolve("agent/data");
  }

  private Path colonyBase() throws IOException {
    return Files.createDirectories(base.resolve("colony"));
  }

  private Path agentBase() throws IOException {
    return Files.createDirectories(base.resolve("agent"));
  }

  private CoralServer startAgent() throws IOException {
    return CoralServer.start(agentBase(), agentStart());
  }

  private String[] agentStart() throws IOException {
    return new String[] {
      "agent",
      "start",
      "--agent-id",
      "far",
      "--colony",
      colony.discovery().path("colony").asString(),
      "--colony-token-file",
      colony.data().resolve("token").toString(),
      "--agent-port",
      "0",
      "--otlp-grpc-port",
      "0",
      "--otlp-http-port",
      "0"
    };
  }

  /** Another agent of that id, over a data directory of its own; the caller ends it. */
  Process startDouble(Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of(agentStart()));
    command.addAll(List.of("--data", base.resolve("double").toString()));
    return colony.cli().start(output, command.toArray(String[]::new));
  }

  void killColony() throws Exception {
    kill(colony);
  }

  /** On the port that it had. */
  void startColony() throws IOException {
    String address = colony.discovery().path("colony").asString();
    Files.deleteIfExists(colony.data().resolve("coral.json"));
    String port = address.substring(address.lastIndexOf(':') + 1);
    colony = CoralServer.start(colonyBase(), "colony", "start", "--colony-port", port);
  }

  void killAgent() throws Exception {
    kill(agent);
  }

  void restartAgent() throws IOException {
    agent = startAgent();
  }

  private static void kill(CoralServer server) throws Exception {
    server.handle().destroyForcibly();
    server.handle().onExit().get(20, TimeUnit.SECONDS);
  }

  ProcessHandle agentProcess() {
    return agent.handle();
  }

  void awaitConnected() {
    await()
        .atMost(CoralServer.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> cli("agent", "list").out().contains(" CONNECTED"));
  }

  Ran cli(String... arguments) throws Exception {
    return colony.cli().run(arguments);
  }

  /** In the background, as the colony may be killed meanwhile. */
  Process startCli(String... arguments) throws IOException {
    return colony.cli().start(base.resolve("cli.log"), arguments);
  }

  void deploy(String name, String code) throws Exception {
    Ran deployed =
        cli("script", "deploy", "--name", name, "--file", script(code), "--targets", "far");
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
  }

  void stop(String name) throws Exception {
    assertThat(cli("script", "stop", name).exitCode()).isZero();
  }

  String script(String code) throws IOException {
    return Files.writeString(Files.createTempFile(base, "script", ".ts"), code).toString();
  }

  /** All that the colony has of a script's lines and events, in order. */
  List<JsonNode> logs(String name) throws Exception {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : cli("script", "logs", name, "-o", "json").out().lines().toList()) {
      entries.add(JsonMapper.shared().readTree(line));
    }
    return entries;
  }

  static List<String> lines(List<JsonNode> logs) {
    return logs.stream()
        .filter(entry -> entry.has("line"))
        .map(entry -> entry.path("line").asString())
        .toList();
  }

  /** Data of the events of that name. */
  static List<JsonNode> events(List<JsonNode> logs, String name) {
    return logs.stream()
        .map(entry -> entry.path("event"))
        .filter(event -> event.path("name").asString().equals(name))
        .map(event -> event.path("data"))
        .toList();
  }

  JsonNode status(String name) throws Exception {
    return cli("script", "status", name, "-o", "json").json();
  }

  /** What the agent has logged. */
  String agentLog() throws IOException {
    return Files.readString(agent.data().resolve("log/coral.log"));
  }

  @Override
  public void close() throws Exception {
    for (CoralServer server : List.of(agent, colony)) {
      if (server.handle().isAlive()) {
        server.close();
      }
    }
  }
}
