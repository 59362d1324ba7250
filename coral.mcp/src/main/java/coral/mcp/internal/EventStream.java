// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Messages to one client as server-sent events. Events have no ids: a stream that breaks is not
 * resumed, and a call goes on without its listener.
 */
final class EventStream implements McpStreamableServerTransport {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final Duration FIRST_SIGN = Duration.ofMillis(200);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** A comment. */
  private static final String NOTHING = ": \n\n";

  private final McpJsonMapper json;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean answered;

  private EventStream(McpJsonMapper json, OutputStream out) {
    this.json = json;
    this.out = out;
  }

  static EventStream open(HttpExchange exchange, McpJsonMapper json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    return new EventStream(json, exchange.getResponseBody());
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(() -> send(message));
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
    return sendMessage(message);
  }

  /** Something was sent: the request has its answer. */
  boolean answered() {
    return answered;
  }

  void send(JSONRPCMessage message) {
    answered = true;
    try {
      // a response is the last: what closes the stream sends it, in one packet with what came
      // before
      write(
          "event: message\ndata: " + json.writeValueAsString(message) + "\n\n",
          !(message instanceof JSONRPCResponse));
    } catch (IOException e) {
      log.debug("the client is gone: {}", e.toString());
      close();
    }
  }

  /** Sends the headers, which otherwise leave with the first message. */
  void begin() throws IOException {
    write(NOTHING, true);
  }

  private void write(String text, boolean now) throws IOException {
    writing.lock();
    try {
      if (closed.getCount() > 0) {
        out.write(text.getBytes(UTF_8));
        if (now) {
          out.flush();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * Until it is closed, by either side: says soon that the request has arrived, and then now and
   * then that it is worked on, since proxies and clients give silent streams up.
   */
  void keepAlive() {
    try {
      Duration silence = FIRST_SIGN;
      while (!closed.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        write(NOTHING, true);
        silence = KEEP_ALIVE;
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  @Override
  public void close() {
    writing.lock();
    try {
      closed.countDown();
      out.close();
    } catch (IOException e) {
      // the client was faster
    } finally {
      writing.unlock();
    }
  }
}
