// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running colony, agent or both, in a process of its own. */
public final class CoralServer implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Launcher launcher;
  private final Path data;
  private final Process process;

  private CoralServer(Launcher launcher, Path data, Process process) {
    this.launcher = launcher;
    this.data = data;
    this.process = process;
  }

  /** {@code coral up} on free ports, ready. */
  static CoralServer up(Path base) throws IOException {
    return up(base, Map.of());
  }

  /** The same, with more in its environment. */
  public static CoralServer up(Path base, Map<String, String> environment) throws IOException {
    return up(base, environment, List.of());
  }

  /** The same, started by another command, such as {@code setpriv …}. */
  static CoralServer up(Path base, Map<String, String> environment, List<String> prefix)
      throws IOException {
    return up(new Launcher(base.resolve("state"), environment, prefix), base);
  }

  /** {@code coral up} of an agent that has more labels, {@code name=value} each. */
  static CoralServer upLabelled(Path base, String... labels) throws IOException {
    return up(new Launcher(base.resolve("state"), Map.of(), List.of()), base, labels);
  }

  private static CoralServer up(Launcher launcher, Path base, String... labels) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "up",
                "--colony-port",
                "0",
                "--agent-port",
                "0",
                "--otlp-grpc-port",
                "0",
                "--otlp-http-port",
                "0",
                "--agent-id",
                "agent-1",
                "--label",
                "region=us-east"));
    for (String label : labels) {
      command.addAll(List.of("--label", label));
    }
    return start(base, launcher, command.toArray(String[]::new));
  }

  /** Any process, ready; {@code base} holds its data directory and its user's state. */
  static CoralServer start(Path base, String... command) throws IOException {
    return start(base, new Launcher(base.resolve("state"), Map.of(), List.of()), command);
  }

  private static CoralServer start(Path base, Launcher launcher, String... command)
      throws IOException {
    Path data = base.resolve("data");
    Files.createDirectories(data);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data.toString()));
    Process process = launcher.start(base.resolve("out.log"), arguments.toArray(String[]::new));
    CoralServer server = new CoralServer(launcher, data, process);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(
                    "ended: " + Files.readString(base.resolve("out.log")));
              }
              return Files.readString(base.resolve("out.log")).contains("is ready");
            });
    return server;
  }

  Launcher cli() {
    return launcher;
  }

  public Path data() {
    return data;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether it is there as more than an exit code that nobody has asked for yet. */
  static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  public JsonNode discovery() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(data.resolve("coral.json")));
  }

  /** Posts OTLP/JSON and waits until a query of the agent would see it. */
  public void send(String path, String json) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(discovery().path("otlpHttp").asString() + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
    }
  }

  /** Waits until the colony knows that the agent sees the service. */
  void awaitService(String service) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                launcher
                    .run("agent", "status", "-o", "json")
                    .out()
                    .contains("\"" + service + "\""));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not stop within 30 s");
    }
  }
}
