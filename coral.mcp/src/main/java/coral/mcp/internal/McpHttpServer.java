// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.mcp.McpResource;
import coral.api.mcp.McpTool;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The port. What speaks MCP behind it is made at the first request, so that a colony without
 * clients does not wait for it at its start, nor ever loads it.
 */
final class McpHttpServer implements AutoCloseable {
  static final String PATH = "/mcp";
  private static final Logger log = LoggerFactory.getLogger(McpHttpServer.class);

  private final HttpServer server;
  private final Guard guard;
  private final Whiteboard<McpTool> tools = new Whiteboard<>();
  private final Whiteboard<McpResource> resources = new Whiteboard<>();
  private final McpJsonMapper json;
  private final String address;
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("coral-mcp-", 0).factory());
  private @Nullable McpBehind behind;

  private McpHttpServer(HttpServer server, McpSettings settings, Guard guard) {
    this.server = server;
    this.guard = guard;
    this.json = new JacksonMcpJsonMapper(JsonMapper.shared());
    String host = settings.host();
    this.address =
        "http://%s:%d%s"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort(), PATH);
    server.setExecutor(requests);
    server.createContext(PATH, this::handle);
    server.start();
  }

  /**
   * Binds the port.
   *
   * @throws CoralException when that is not possible, naming the key and the remedy
   */
  static McpHttpServer open(McpSettings settings, Guard guard) {
    McpHttpServer opened = new McpHttpServer(bind(settings), settings, guard);
    log.info("MCP listens on {}", opened.address());
    return opened;
  }

  private static HttpServer bind(McpSettings settings) {
    try {
      return bind(settings.host(), settings.port());
    } catch (IOException e) {
      boolean taken = e instanceof BindException && String.valueOf(e.getMessage()).contains("use");
      if (taken && settings.port() == McpSettings.DEFAULT_PORT) {
        return bindAnywhere(settings);
      }
      throw cannotListen(settings, e);
    }
  }

  private static HttpServer bindAnywhere(McpSettings settings) {
    try {
      log.info("port {} is taken: MCP picks another", settings.port());
      return bind(settings.host(), 0);
    } catch (IOException e) {
      throw cannotListen(settings, e);
    }
  }

  private static HttpServer bind(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("\"" + host + "\" is no address of this machine");
    }
    return HttpServer.create(address, 0);
  }

  private static CoralException cannotListen(McpSettings settings, IOException e) {
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "MCP cannot listen on %s:%d: %s; set mcp.host and mcp.port in colony.yaml to an address and a port that"
                .formatted(settings.host(), settings.port(), e.getMessage())
            + " this user may listen on (0 picks a free one, -1 turns MCP off)",
        e);
  }

  Whiteboard<McpTool> tools() {
    return tools;
  }

  Whiteboard<McpResource> resources() {
    return resources;
  }

  /** The URL, with the port that was bound. */
  String address() {
    return address;
  }

  private void handle(HttpExchange exchange) throws IOException {
    HttpAnswer answer = new HttpAnswer(exchange, json);
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      answer.status(404);
      return;
    }
    Guard.Refusal refusal =
        guard.refusal(
            exchange.getRequestHeaders().getFirst("Origin"),
            exchange.getRequestHeaders().getFirst("Authorization"));
    if (refusal == null) {
      behind().transport().handle(exchange);
      return;
    }
    if (refusal.status() == 401) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    answer.refuse(refusal.status(), -32_000, refusal.sentence());
  }

  private synchronized McpBehind behind() {
    if (behind == null) {
      behind = McpBehind.start(json, tools, resources);
    }
    return behind;
  }

  @Override
  public void close() {
    McpBehind started;
    synchronized (this) {
      started = behind;
    }
    if (started != null) {
      started.server().close();
    }
    server.stop(0);
    requests.shutdownNow();
  }
}
