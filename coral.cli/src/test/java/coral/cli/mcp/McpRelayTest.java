// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class McpRelayTest {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}";

  private HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private int sessions;
  private boolean forgetful;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/mcp", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answersForAColonyThatIsNotThere() throws Exception {
    List<JsonNode> answers =
        relay(
            Optional.empty(),
            INITIALIZE,
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}",
            CALL);
    assertThat(find(answers, 1).at("/result/protocolVersion").asString()).isEqualTo("2025-06-18");
    assertThat(find(answers, 3).at("/result/tools/0/name").asString()).isEqualTo("coral_start");
    assertThat(find(answers, 2).at("/result/isError").asBoolean()).isTrue();
    assertThat(find(answers, 2).at("/result/content/0/text").asString()).contains("coral up");
  }

  @Test
  void carriesMessagesWithSessionVersionAndToken() throws Exception {
    List<JsonNode> answers = relay(Optional.of("secret"), INITIALIZE, CALL);
    assertThat(find(answers, 1).at("/result/serverInfo/name").asString()).isEqualTo("fake");
    assertThat(find(answers, 2).at("/result/n").asInt()).isEqualTo(5);
    assertThat(answers)
        .anyMatch(message -> RpcJson.method(message).equals("notifications/progress"));
    assertThat(seen).contains("tools/call s1 2025-06-18 Bearer secret");
  }

  @Test
  void beginsANewSessionWhereTheOldIsForgotten() throws Exception {
    forgetful = true;
    List<JsonNode> answers = relay(Optional.of("secret"), INITIALIZE, CALL);
    assertThat(find(answers, 2).at("/result/n").asInt()).isEqualTo(5);
    assertThat(seen).contains("tools/call s2 2025-06-18 Bearer secret");
  }

  @Test
  void aTokenThatIsRefusedIsAToolErrorWithTheReason() throws Exception {
    List<JsonNode> answers = relay(Optional.of("wrong"), INITIALIZE, CALL);
    assertThat(find(answers, 2).at("/result/content/0/text").asString()).isEqualTo("wrong token");
  }

  @Test
  void saysThatALineIsNoJson() throws Exception {
    List<JsonNode> answers = relay(Optional.empty(), "{ no json", "[]");
    assertThat(answers)
        .extracting(a -> a.at("/error/code").asInt())
        .containsExactly(-32700, -32600);
  }

  private static JsonNode find(List<JsonNode> answers, int id) {
    return answers.stream()
        .filter(answer -> answer.path("id").asInt(0) == id)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer " + id + " in " + answers));
  }

  private List<JsonNode> relay(Optional<String> token, String... lines) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    StringWriter out = new StringWriter();
    new McpRelay(
            () -> token.map(value -> new McpOptions.Server(url, value)),
            new BufferedReader(new StringReader(String.join("\n", lines))),
            new PrintWriter(out))
        .run();
    return out.toString().lines().map(RpcJson.JSON::readTree).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (token.equals("Bearer wrong")) {
      reply(exchange, 401, "application/json", "{\"error\":{\"message\":\"wrong token\"}}");
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      reply(exchange, 405, "text/plain", "");
      return;
    }
    JsonNode message = RpcJson.JSON.readTree(exchange.getRequestBody().readAllBytes());
    String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
    String version = exchange.getRequestHeaders().getFirst("MCP-Protocol-Version");
    seen.add("%s %s %s %s".formatted(RpcJson.method(message), session, version, token));
    switch (RpcJson.method(message)) {
      case "initialize" -> {
        exchange.getResponseHeaders().set("Mcp-Session-Id", "s" + ++sessions);
        reply(
            exchange,
            200,
            "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\",\"serverInfo\":{\"name\":\"fake\"}}}");
      }
      case "tools/call" -> {
        if (forgetful && sessions == 1) {
          reply(exchange, 404, "application/json", "{}");
        } else {
          reply(
              exchange,
              200,
              "text/event-stream",
              """
              : hello

              data: {"method":"notifications/progress"}

              event: message
              data: {"id":2,
              data: "result":{"n":5}}

              """);
        }
      }
      default -> reply(exchange, 202, "text/plain", "");
    }
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
