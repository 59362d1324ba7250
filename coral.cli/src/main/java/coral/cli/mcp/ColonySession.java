// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One session with the MCP server of a colony, over Streamable HTTP. */
final class ColonySession {
  private static final String SESSION = "Mcp-Session-Id";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration GREET = Duration.ofSeconds(10);

  private final HttpClient http;
  private final McpOptions.Server server;
  private final String id;
  private final String version;
  private final JsonNode greeting;

  private ColonySession(
      HttpClient http, McpOptions.Server server, String id, String version, JsonNode greeting) {
    this.http = http;
    this.server = server;
    this.id = id;
    this.version = version;
    this.greeting = greeting;
  }

  /** The server refused something, and says why. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    RefusedException(int status, String sentence) {
      super(sentence);
      this.status = status;
    }

    /** The server knows the session no longer, such as after a restart. */
    boolean sessionOver() {
      return status == 404;
    }
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .build();
  }

  /** Begins a session by this {@code initialize} message. */
  static ColonySession begin(HttpClient http, McpOptions.Server server, JsonNode initialize)
      throws IOException, InterruptedException {
    HttpRequest request =
        base(server).timeout(GREET).POST(BodyPublishers.ofString(initialize.toString())).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    JsonNode answer = parse(response.body());
    if (response.statusCode() != 200 || !answer.has("result")) {
      throw refused(response.statusCode(), answer);
    }
    ColonySession session =
        new ColonySession(
            http,
            server,
            response.headers().firstValue(SESSION).orElse(""),
            answer.path("result").path("protocolVersion").asString(""),
            answer.get("result"));
    session.post(RpcJson.notification("notifications/initialized"), message -> {});
    return session;
  }

  /** What the server answered to initialize. */
  JsonNode greeting() {
    return greeting;
  }

  /** Sends a message and hands each message of the answer on. */
  void post(JsonNode message, Consumer<JsonNode> answers) throws IOException, InterruptedException {
    HttpRequest request = headers().POST(BodyPublishers.ofString(message.toString())).build();
    read(http.send(request, BodyHandlers.ofInputStream()), answers);
  }

  /** Hands on what the server says of itself, until it ends that. */
  void listen(Consumer<JsonNode> messages) throws IOException, InterruptedException {
    read(http.send(headers().GET().build(), BodyHandlers.ofInputStream()), messages);
  }

  /** Tells the server that this session is over; one that is gone need not know. */
  void end() throws InterruptedException {
    try {
      http.send(headers().DELETE().timeout(CONNECT).build(), BodyHandlers.discarding());
    } catch (IOException e) {
      // it is over all the same
    }
  }

  private HttpRequest.Builder headers() {
    HttpRequest.Builder request = base(server).header(SESSION, id);
    return version.isEmpty() ? request : request.header("MCP-Protocol-Version", version);
  }

  private static HttpRequest.Builder base(McpOptions.Server server) {
    return HttpRequest.newBuilder(server.url())
        .header("Authorization", "Bearer " + server.token())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream");
  }

  private static void read(HttpResponse<InputStream> response, Consumer<JsonNode> messages)
      throws IOException {
    try (InputStream body = response.body()) {
      if (response.statusCode() >= 400) {
        throw refused(response.statusCode(), parse(new String(body.readAllBytes(), UTF_8)));
      }
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (type.startsWith("text/event-stream")) {
        events(new BufferedReader(new InputStreamReader(body, UTF_8)), messages);
      } else if (type.startsWith("application/json")) {
        messages.accept(parse(new String(body.readAllBytes(), UTF_8)));
      }
    }
  }

  /** An event's data may be of several lines; an empty line ends the event. */
  private static void events(BufferedReader lines, Consumer<JsonNode> messages) throws IOException {
    StringBuilder data = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.startsWith("data:")) {
        data.append(line.substring("data:".length())).append('\n');
      } else if (line.isEmpty() && !data.isEmpty()) {
        messages.accept(parse(data.toString()));
        data.setLength(0);
      }
    }
  }

  private static JsonNode parse(@Nullable String text) throws IOException {
    try {
      return RpcJson.JSON.readTree(text == null || text.isBlank() ? "{}" : text);
    } catch (RuntimeException e) {
      throw new IOException("the answer is no JSON", e);
    }
  }

  private static RefusedException refused(int status, JsonNode answer) {
    String sentence = answer.path("error").path("message").asString("");
    return new RefusedException(
        status, sentence.isEmpty() ? "the colony answered with HTTP " + status : sentence);
  }
}
