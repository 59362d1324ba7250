// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.runtime.AccessToken;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A colony that answers what a test says, and a client of it. */
final class FakeColony implements AutoCloseable {
  private final Server server;
  private final ColonyClient client;

  FakeColony(ColonyServiceImplBase service) {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(service)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = new ColonyClient(new AccessToken("secret"), "127.0.0.1:" + server.getPort());
  }

  ColonyClient client() {
    return client;
  }

  /** A call with these arguments. */
  record Call(Map<String, Object> arguments, List<String> progress) implements McpCall {
    Call(Map<String, Object> arguments) {
      this(arguments, new ArrayList<>());
    }

    @Override
    public String caller() {
      return "mcp:test";
    }

    @Override
    public void progress(String message) {
      progress.add(message);
    }

    @Override
    public void onCancel(Runnable stop) {}
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
