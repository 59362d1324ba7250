// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server that keeps what it got and answers as a test says. */
public final class Receiver implements AutoCloseable {
  /** What it got. */
  public record Got(String path, Headers headers, ByteString body, long nanoTime) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(body.toStringUtf8());
    }

    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** How it answers the nth request, from 0. */
  @FunctionalInterface
  public interface Answer {
    /** Returns the status; headers may be set. */
    int to(int n, Headers headers);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Got> got = new CopyOnWriteArrayList<>();

  /** For answers: the connection stays open without one. */
  public static final int HANGS = -1;

  public Receiver(Answer answer) {
    this(0, answer);
  }

  public Receiver(int port, Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> handle(exchange, answer));
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange, Answer answer) throws IOException {
    ByteString body = ByteString.readFrom(exchange.getRequestBody());
    int n;
    synchronized (this) {
      n = got.size();
      got.add(
          new Got(
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body,
              System.nanoTime()));
    }
    int status = answer.to(n, exchange.getResponseHeaders());
    if (status == HANGS) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(status == HANGS ? 500 : status, -1);
    exchange.close();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
