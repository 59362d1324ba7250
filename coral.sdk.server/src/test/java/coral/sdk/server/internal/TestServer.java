// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.api.sdk.SdkMonitor;
import coral.api.sdk.SdkSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a socket of its own, with methods to call and scripts to call them. */
final class TestServer implements AutoCloseable {
  static final long ME = ProcessHandle.current().pid();

  final MethodTable methods = new MethodTable(Duration.ofSeconds(5));
  private final Path directory;
  private final SdkServer server;
  private final AtomicInteger running = new AtomicInteger();
  private int nextService;

  TestServer() {
    this(Duration.ofSeconds(5), Ancestry.ofThisMachine());
  }

  TestServer(Duration greeting) {
    this(greeting, Ancestry.ofThisMachine());
  }

  TestServer(Duration greeting, Ancestry processes) {
    try {
      directory = Files.createTempDirectory("sdk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server =
        new SdkServer(
            directory.resolve("sdk.sock"), methods, Limits.DEFAULT, "1.2.3", processes, greeting);
    bind("echo", SdkCall::payload);
    bind("wait", TestServer::waitForever);
    bind("flood", TestServer::flood);
  }

  SdkServer sdk() {
    return server;
  }

  SdkMonitor.Stats stats() {
    return server.stats();
  }

  void bind(String name, SdkMethod method) {
    SdkMethod counted =
        call -> {
          running.incrementAndGet();
          try {
            return method.call(call);
          } finally {
            running.decrementAndGet();
          }
        };
    methods.bind(name, nextService++, 0, counted);
  }

  /** Calls that are in their methods now. */
  int running() {
    return running.get();
  }

  /** A session that this process may use. */
  SdkSession session() {
    SdkSession session = server.open(Executions.any());
    session.bind(ME);
    return session;
  }

  /** A connection that has said nothing. */
  TestClient connect() throws IOException {
    return TestClient.connect(server.socket());
  }

  TestClient hello(SdkSession session) throws IOException {
    return connect().hello(session.token());
  }

  /** A script that is ready to call. */
  TestClient script() throws IOException {
    return script(session());
  }

  TestClient script(SdkSession session) throws IOException {
    TestClient client = hello(session);
    assertThat(client.read().hasResult()).isTrue();
    return client;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(server.socket());
    Files.deleteIfExists(directory);
  }

  static byte[] waitForever(SdkCall call) throws InterruptedException {
    new CountDownLatch(1).await();
    return call.payload();
  }

  private static byte[] flood(SdkCall call) {
    while (true) {
      call.next(new byte[100_000]);
    }
  }
}
