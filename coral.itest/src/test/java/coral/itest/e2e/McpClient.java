// SPDX-License-Identifier: Apache-2.0
package coral.itest.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The official MCP clients from npm, as {@code coral.itest/mcp-client} has them. */
final class McpClient {
  private static final Path DIRECTORY = Launcher.ROOT.resolve("coral.itest/mcp-client");
  private static final int PATIENCE_SECONDS = 120;

  private final Launcher launcher;
  private final Map<String, String> environment;

  private McpClient(Launcher launcher, Map<String, String> environment) {
    this.launcher = launcher;
    this.environment = environment;
  }

  static McpClient of(CoralServer server) throws IOException {
    return new McpClient(
        server.cli(),
        Map.of(
            "CORAL_MCP", server.discovery().path("mcp").asString(),
            "CORAL_TOKEN", Files.readString(server.data().resolve("token")).strip()));
  }

  /** One that knows no colony but by what runs for this user. */
  static McpClient of(Launcher launcher) {
    return new McpClient(launcher, Map.of());
  }

  /** What to do when the scenario prints a line. */
  interface Step {
    void at(String line) throws Exception;
  }

  /** Runs a scenario of {@code client.mjs} and sees that all was as it should be. */
  void passes(String scenario, Step... steps) throws Exception {
    List<String> output = new ArrayList<>();
    Process process = start(List.of("node", "client.mjs", scenario));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        output.add(line);
        for (Step step : steps) {
          step.at(line);
        }
      }
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends", scenario)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s\n%s", scenario, String.join("\n", output)).isZero();
  }

  /** What the Inspector's command line prints. */
  String inspect(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node_modules/.bin/mcp-inspector", "--cli"));
    command.addAll(List.of(arguments));
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(DIRECTORY.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    launcher.prepare(builder);
    builder.environment().putAll(environment);
    builder.environment().put("CORAL_COMMAND", Launcher.ROOT.resolve("coral").toString());
    return builder.start();
  }
}
