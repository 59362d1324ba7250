// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.runtime.AccessToken;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class McpHttpServerTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
       "capabilities": {}, "clientInfo": {"name": "unit", "version": "1"}}}""";

  private final McpHttpServer server = open(0);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void answersACallWithTextAndStructuredContent() throws Exception {
    add(7, "t", call -> McpResult.of("done by " + call.caller(), "{\"n\": 3}"));
    assertThat(call("{\"n\": 1}"))
        .contains("done by mcp:unit", "\"structuredContent\":{\"n\":3}", "\"isError\":false");
  }

  @Test
  void turnsARefusalIntoAnErrorOfTheTool() throws Exception {
    add(
        7,
        "t",
        call -> {
          throw new CoralException(ErrorCode.NOT_FOUND, "there is no x");
        });
    assertThat(call("{}")).contains("there is no x", "\"isError\":true");
  }

  @Test
  void doesNotCallAToolWithWrongArguments() throws Exception {
    add(7, "t", call -> McpResult.of("called", "{}"));
    assertThat(call("{\"n\": \"one\"}"))
        .contains("argument \\\"n\\\" is \\\"one\\\"", "\"isError\":true")
        .doesNotContain("called");
  }

  @Test
  void survivesAToolThatThrows() throws Exception {
    add(
        7,
        "t",
        call -> {
          throw new IllegalStateException("broken");
        });
    assertThat(call("{}")).contains("t failed inside the colony", "\"isError\":true");
    assertThat(post(session(), request("ping", "{}")).body()).contains("\"result\":{}");
  }

  @Test
  void readsAMessageThatIsTooLongToItsEndSoThatTheClientSeesTheAnswer() throws Exception {
    URI address = URI.create(server.address());
    byte[] body = "x".repeat(32 << 20).getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer secret\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.getPath(), address.getAuthority(), body.length);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body);
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
      assertThat(status).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void serverOfTheHigherRankingServes() throws Exception {
    add(1, "t", call -> McpResult.of("old", "{}"));
    add(2, "t", call -> McpResult.of("new", "{}"));
    assertThat(call("{}")).contains("new");
    server.tools().remove(2);
    assertThat(call("{}")).contains("old");
    server.tools().remove(1);
    assertThat(call("{}")).contains("there is no tool");
  }

  @Test
  void tellsListenersThatToolsChange() throws Exception {
    String session = session();
    List<String> heard = listen(session);
    add(1, "t", call -> McpResult.of("x", "{}"));
    await().until(() -> heard.stream().anyMatch(line -> line.contains("tools/list_changed")));
    heard.clear();
    server.tools().remove(1);
    await().until(() -> heard.stream().anyMatch(line -> line.contains("tools/list_changed")));
  }

  @Test
  void stopsACallThatIsCancelledAndAnswersNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    add(1, "t", call -> waitForCancel(call, begun, stopped));
    String session = session();
    var answer =
        http.sendAsync(
            message(session, request("tools/call", "{\"name\": \"t\"}")), BodyHandlers.ofString());
    begun.await();
    var cancelled =
        post(
            session,
            "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/cancelled\", \"params\": {\"requestId\": 2}}");
    assertThat(cancelled.statusCode()).isEqualTo(202);
    stopped.await();
    assertThat(answer.get().body()).doesNotContain("result", "error");
  }

  @Test
  void sendsProgressToThoseWhoAskForIt() throws Exception {
    add(
        1,
        "t",
        call -> {
          call.progress("half");
          return McpResult.of("x", "{}");
        });
    String session = session();
    String asked =
        request("tools/call", "{\"name\": \"t\", \"_meta\": {\"progressToken\": \"p\"}}");
    assertThat(post(session, asked).body()).contains("notifications/progress", "half");
    assertThat(post(session, request("tools/call", "{\"name\": \"t\"}")).body())
        .doesNotContain("half");
  }

  @Test
  void endsASession() throws Exception {
    String session = session();
    HttpRequest delete =
        HttpRequest.newBuilder(URI.create(server.address()))
            .header("Authorization", "Bearer secret")
            .header("Mcp-Session-Id", session)
            .DELETE()
            .build();
    assertThat(http.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    assertThat(post(session, request("ping", "{}")).statusCode()).isEqualTo(404);
  }

  @Test
  void forgetsTheOldestOfTooManySessions() throws Exception {
    String first = session();
    for (int i = 0; i < Sessions.MAX; i++) {
      session();
    }
    assertThat(post(first, request("ping", "{}")).statusCode()).isEqualTo(404);
    assertThat(post(session(), request("ping", "{}")).statusCode()).isEqualTo(200);
  }

  @Test
  void namesKeyAndRemedyWhereThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open(taken.getLocalPort()).close())
          .isInstanceOf(CoralException.class)
          .hasMessageContainingAll("mcp.port", String.valueOf(taken.getLocalPort()));
    }
  }

  private static McpResult waitForCancel(
      McpCall call, CountDownLatch begun, CountDownLatch stopped) {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    call.onCancel(() -> cancelled.complete(null));
    begun.countDown();
    cancelled.join();
    stopped.countDown();
    return McpResult.of("late", "{}");
  }

  private static McpHttpServer open(int port) {
    return McpHttpServer.open(
        new McpSettings("127.0.0.1", port, List.of()),
        new Guard(new AccessToken("secret"), List.of()));
  }

  private void add(long id, String name, Function<McpCall, McpResult> work) {
    server.tools().add(id, 0, name, new TestTool(work));
  }

  private String call(String arguments) throws Exception {
    return post(
            session(), request("tools/call", "{\"name\": \"t\", \"arguments\": " + arguments + "}"))
        .body();
  }

  private String session() throws Exception {
    HttpResponse<String> response = post("", INITIALIZE);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"%s\", \"params\": %s}"
        .formatted(method, params);
  }

  private HttpResponse<String> post(String session, String body) throws Exception {
    return http.send(message(session, body), BodyHandlers.ofString());
  }

  private HttpRequest message(String session, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address()))
            .header("Authorization", "Bearer secret")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body));
    return (session.isEmpty() ? request : request.header("Mcp-Session-Id", session)).build();
  }

  /** The lines of a listening stream, as they come. */
  private List<String> listen(String session) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address()))
            .header("Authorization", "Bearer secret")
            .header("Mcp-Session-Id", session)
            .GET()
            .build();
    http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(lines)));
    await().until(() -> !lines.isEmpty());
    return lines;
  }
}
