// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP of the protocol's revisions from 2025-03-26 on: POST for the client's messages,
 * GET for the server's own, DELETE for the end of a session.
 */
final class HttpTransport implements McpStreamableServerTransportProvider, HttpHandler {
  private final McpJsonMapper json;
  private final ToolNames tools;
  private final Sessions sessions = new Sessions();
  private final Requests requests = new Requests();
  private McpStreamableServerSession.@Nullable Factory factory;

  HttpTransport(McpJsonMapper json, ToolNames tools) {
    this.json = json;
    this.tools = tools;
  }

  @Override
  public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
    factory = sessionFactory;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpAnswer answer = new HttpAnswer(exchange, json);
    String version = exchange.getRequestHeaders().getFirst(HttpHeaders.PROTOCOL_VERSION);
    if (version != null && !protocolVersions().contains(version)) {
      answer.refuse(
          400,
          ErrorCodes.INVALID_REQUEST,
          "MCP-Protocol-Version \"%s\" is unknown; this server speaks %s"
              .formatted(version, String.join(", ", protocolVersions())));
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "POST" -> post(exchange, answer);
      case "GET" -> listen(exchange, answer);
      case "DELETE" -> delete(exchange, answer);
      default -> answer.status(405);
    }
  }

  private void post(HttpExchange exchange, HttpAnswer answer) throws IOException {
    McpSchema.JSONRPCMessage message = new Message(json).read(exchange, answer);
    if (message == null) {
      return;
    }
    if (message instanceof JSONRPCRequest request
        && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
      initialize(request, answer);
      return;
    }
    McpStreamableServerSession session = session(exchange, answer);
    if (session == null) {
      return;
    }
    switch (message) {
      case JSONRPCRequest request -> request(session, request, exchange);
      case JSONRPCNotification notification -> {
        accept(session, notification);
        answer.status(202);
      }
      // a response: this server asks clients nothing
      default -> answer.status(202);
    }
  }

  private void initialize(JSONRPCRequest request, HttpAnswer answer) throws IOException {
    McpStreamableServerSession.Factory sessionFactory = factory;
    if (sessionFactory == null) {
      answer.status(503);
      return;
    }
    try {
      var wish = json.convertValue(request.params(), new TypeRef<McpSchema.InitializeRequest>() {});
      var begun = sessionFactory.startSession(wish);
      var result = begun.initResult().block();
      sessions.add(begun.session());
      answer.header(HttpHeaders.MCP_SESSION_ID, begun.session().getId());
      answer.json(200, JSONRPCResponse.result(request.id(), result));
    } catch (RuntimeException e) {
      answer.json(
          400,
          Message.error(
              request.id(),
              ErrorCodes.INVALID_PARAMS,
              "initialize needs protocolVersion, capabilities and clientInfo with name and version"));
    }
  }

  private @Nullable McpStreamableServerSession session(HttpExchange exchange, HttpAnswer answer)
      throws IOException {
    String id = exchange.getRequestHeaders().getFirst(HttpHeaders.MCP_SESSION_ID);
    McpStreamableServerSession session = sessions.find(id);
    if (id == null) {
      answer.refuse(
          400,
          ErrorCodes.INVALID_REQUEST,
          "the header Mcp-Session-Id is missing: initialize first");
    } else if (session == null) {
      answer.refuse(
          404,
          ErrorCodes.INVALID_REQUEST,
          "session \"%s\" is over: initialize again".formatted(id));
    }
    return session;
  }

  private void accept(McpStreamableServerSession session, JSONRPCNotification notification) {
    if (notification.method().equals("notifications/cancelled")) {
      Object id =
          notification.params() instanceof Map<?, ?> params ? params.get("requestId") : null;
      requests.cancel(session.getId(), id);
    } else {
      session.accept(notification).onErrorComplete().block();
    }
  }

  private void request(
      McpStreamableServerSession session, JSONRPCRequest request, HttpExchange exchange)
      throws IOException {
    EventStream stream = EventStream.open(exchange, json);
    Thread.startVirtualThread(stream::keepAlive);
    Requests.Request running = requests.begin(session.getId(), request.id());
    try {
      JSONRPCResponse unknown = tools.refusal(request);
      if (unknown != null) {
        stream.send(unknown);
        return;
      }
      session
          .responseStream(new CancellableStream(stream, running))
          .handle(request)
          .contextWrite(context -> context.put(McpTransportContext.KEY, running.context()))
          .block();
    } catch (RuntimeException e) {
      if (!stream.answered() && !running.cancelled()) {
        stream.send(
            Message.error(
                request.id(),
                ErrorCodes.INVALID_PARAMS,
                "params of %s are not as the protocol has them".formatted(request.method())));
      }
    } finally {
      requests.end(session.getId(), request.id());
      stream.close();
    }
  }

  private void listen(HttpExchange exchange, HttpAnswer answer) throws IOException {
    McpStreamableServerSession session = session(exchange, answer);
    if (session != null) {
      EventStream stream = EventStream.open(exchange, json);
      stream.begin();
      session.listeningStream(stream);
      stream.keepAlive();
    }
  }

  private void delete(HttpExchange exchange, HttpAnswer answer) throws IOException {
    String id = exchange.getRequestHeaders().getFirst(HttpHeaders.MCP_SESSION_ID);
    answer.status(sessions.end(id) ? 200 : 404);
  }

  /** Of several clients none waits for another. */
  @Override
  public Mono<Void> notifyClients(String method, @Nullable Object params) {
    return Mono.fromRunnable(
        () ->
            sessions
                .all()
                .forEach(
                    session ->
                        Thread.startVirtualThread(
                            () ->
                                session
                                    .sendNotification(method, params)
                                    .onErrorComplete()
                                    .block())));
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(
        () -> sessions.all().forEach(session -> sessions.end(session.getId())));
  }
}
