// SPDX-License-Identifier: Apache-2.0
package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MCP, as the official TypeScript client and the Inspector see it; the steps are in client.mjs. */
class McpTest {
  /** A token has four characters or so in English and JSON, so this errs on the safe side. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final int MAX_TOKENS = 4_000;

  @TempDir static Path base;
  private static CoralServer server;
  private static McpClient client;

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    server = CoralServer.up(base);
    client = McpClient.of(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mainJobOverHttp",
        "mainJobOverStdio",
        "checks",
        "runs",
        "wrongArguments",
        "wrongMessages",
        "strangersAreRefused",
        "cancelledRunStops",
        "droppedConnectionHarmsNobody",
        "twoClientsAtOnce",
        "readsResourcesAndPrompts"
      })
  void clientSeesWhatItShould(String scenario) throws Exception {
    client.passes(scenario);
  }

  @Test
  void clientIsToldOfAToolThatComesAndGoes() throws Exception {
    Path bundles = server.data().resolve("bundles");
    client.passes(
        "toolComesAndGoes",
        line -> {
          if (line.equals("ready")) {
            ToolJar.drop(bundles);
          } else if (line.equals("came")) {
            Files.delete(bundles.resolve("itest.hello.jar"));
          }
        });
  }

  @Test
  void clientOnStdioFindsAColonyThatComesLater() throws Exception {
    Launcher launcher = new Launcher(dir.resolve("state"), Map.of(), List.of());
    CoralServer[] later = new CoralServer[1];
    try {
      McpClient.of(launcher)
          .passes(
              "colonyThatComesAndGoes",
              line -> {
                if (line.equals("without")) {
                  later[0] = CoralServer.start(dir, "colony", "start", "--colony-port", "0");
                } else if (line.equals("with")) {
                  later[0].close();
                }
              });
    } finally {
      if (later[0] != null && later[0].handle().isAlive()) {
        later[0].close();
      }
    }
  }

  @Test
  void inspectorListsToolsThatTogetherStaySmall() throws Exception {
    String listed =
        client.inspect(Launcher.ROOT.resolve("coral").toString(), "mcp", "--method", "tools/list");
    JsonNode tools = JsonMapper.shared().readTree(listed).path("tools");
    assertThat(tools.size()).isBetween(8, 10);
    assertThat(tools.valueStream())
        .allSatisfy(
            tool -> {
              assertThat(tool.path("title").asString()).isNotEmpty();
              assertThat(tool.path("inputSchema").path("type").asString()).isEqualTo("object");
              assertThat(tool.path("outputSchema").path("type").asString()).isEqualTo("object");
              assertThat(tool.path("annotations").path("readOnlyHint").isBoolean()).isTrue();
            });
    assertThat(tools.toString().length() / CHARACTERS_PER_TOKEN)
        .as("tokens of all tools")
        .isLessThan(MAX_TOKENS);
  }

  @Test
  void inspectorCallsAToolOverHttp() throws Exception {
    String called =
        client.inspect(
            server.discovery().path("mcp").asString(),
            "--transport",
            "http",
            "--header",
            "Authorization: Bearer " + Files.readString(server.data().resolve("token")).strip(),
            "--method",
            "tools/call",
            "--tool-name",
            "coral_query",
            "--tool-arg",
            "sql=SELECT 6 * 7 AS answer");
    assertThat(
            JsonMapper.shared().readTree(called).at("/structuredContent/agents/0/rows").toString())
        .isEqualTo("[[42]]");
  }

  @Test
  void historyTellsAnAiFromAPerson() throws Exception {
    client.passes("mainJobOverHttp");
    assertThat(server.cli().run("script", "history", "over-http", "-o", "json").out())
        .contains("\"created_by\":\"mcp:itest\"", "\"deployed_by\":\"mcp:itest\"");
  }

  @Test
  void configurationOfEachClientNamesThisLauncherOrThisColony() throws Exception {
    String stdio = server.cli().run("mcp", "config").out();
    assertThat(JsonMapper.shared().readTree(stdio).at("/mcpServers/coral/command").asString())
        .isEqualTo(Launcher.ROOT.resolve("coral").toString());
    String http = server.cli().run("mcp", "config", "--client", "vscode", "--http").out();
    assertThat(JsonMapper.shared().readTree(http).at("/servers/coral/url").asString())
        .isEqualTo(server.discovery().path("mcp").asString());
    assertThat(server.cli().run("mcp", "config", "--client", "emacs").exitCode()).isEqualTo(2);
  }
}
