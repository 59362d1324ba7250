// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A colony that answers what a test says, and the command line in front of it. */
final class FakeColony implements AutoCloseable {
  private final Server server;
  private final Path token;

  /** What a command came to. */
  record Result(int exitCode, String out, String err) {}

  FakeColony(BindableService service) {
    try {
      token = Files.writeString(Files.createTempFile("coral-token", ""), "secret");
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(service)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code coral} with these words against this colony. */
  Result coral(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of("--colony", "127.0.0.1:" + server.getPort(), "--token-file", token.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  @Override
  public void close() throws IOException {
    server.shutdownNow();
    Files.delete(token);
  }
}
