// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * As much of an SDK server as a script needs to begin: it answers each connection's first frame.
 */
final class GreetingServer implements AutoCloseable {
  /** Frame{result: Result{payload: Welcome{protocol: 1}}}, see frame.proto. */
  private static final byte[] WELCOME = HexFormat.of().parseHex("22040a020801");

  /** Frame{error: Error{code: "UNAUTHENTICATED", message: "no"}}. */
  private static final byte[] REFUSAL =
      HexFormat.of().parseHex("2a15" + "0a0f" + "554e41555448454e54494341544544" + "1202" + "6e6f");

  private final Path path;
  private final ServerSocketChannel listener;
  private volatile byte[] answer = WELCOME;

  GreetingServer(Path path) throws IOException {
    this.path = path;
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().start(this::accept);
  }

  void refuse() {
    answer = REFUSAL;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      ByteBuffer length = read(connection, 4);
      read(connection, length.getInt(0));
      connection.write(
          ByteBuffer.allocate(4 + answer.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(answer.length)
              .put(answer)
              .flip());
      while (true) {
        read(connection, 1);
      }
    } catch (IOException e) {
      // the script is gone
    }
  }

  private static ByteBuffer read(SocketChannel connection, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return buffer;
  }

  SdkSession session() {
    return new SdkSession() {
      @Override
      public ExecutionContext execution() {
        return new ExecutionContext(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "script",
            1,
            ScriptMode.AD_HOC,
            "manual",
            Instant.MAX,
            List.of(),
            Map.of(),
            "agent",
            "host",
            Map.of());
      }

      @Override
      public Path socket() {
        return path;
      }

      @Override
      public boolean connected() {
        return Arrays.equals(answer, WELCOME);
      }

      @Override
      public java.util.List<coral.api.execution.LimitHit> limitHits() {
        return java.util.List.of();
      }

      @Override
      public String token() {
        return "token";
      }

      @Override
      public void bind(long pid) {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
