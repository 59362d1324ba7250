// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.runtime.DataDirectory;
import coral.colony.deployer.internal.Consent;
import coral.colony.deployer.internal.LevelTriggeredDeployer;
import coral.proto.colony.v1.ReportAck;
import coral.store.duckdb.internal.colony.ColonyDatabase;
import coral.store.duckdb.internal.colony.DuckDbAgentStore;
import coral.store.duckdb.internal.colony.DuckDbExecutionStore;
import coral.store.duckdb.internal.colony.DuckDbScriptStore;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One life of a colony over its database: what agents connect to, without the users' side. */
final class ModelColony {
  final DuckDbScriptStore scripts;
  final DuckDbExecutionStore executions;
  final LiveAgents agents;
  final LevelTriggeredDeployer deployer;

  /** So many acknowledgements are lost, each with its connection, after the report is stored. */
  final AtomicInteger acksToLose = new AtomicInteger();

  private final ColonyDatabase database;
  private final LinkService link;
  private final Server server;

  ModelColony(Path directory) throws IOException {
    database = new ColonyDatabase(new Directory(directory));
    scripts = new DuckDbScriptStore(database);
    executions = new DuckDbExecutionStore(database);
    agents =
        new LiveAgents(
            new DuckDbAgentStore(database), Clock.systemUTC(), Executors.newSingleThreadExecutor());
    deployer =
        new LevelTriggeredDeployer(
            new Consent(Set.of(), false), scripts, executions, agents, Clock.systemUTC());
    link = new LinkService(agents, deployer, new Results(executions), executions, "0.1.0");
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(link)
            .intercept(new LostAcks())
            .build()
            .start();
  }

  ManagedChannel dial() {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
        .usePlaintext()
        .directExecutor()
        .build();
  }

  void stop() throws Exception {
    link.close();
    end();
  }

  /** Says goodbye to nobody. */
  void crash() throws Exception {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    link.close();
    end();
  }

  private void end() throws Exception {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    agents.close();
    executions.close();
    database.close();
  }

  private record Directory(Path root) implements DataDirectory {
    @Override
    public Path directory(String name) {
      try {
        return Files.createDirectories(root.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Path sockets() {
      return directory("run");
    }
  }

  private final class LostAcks implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<Q, A>(call) {
            private boolean lost;

            @Override
            public void sendMessage(A message) {
              if (lost) {
                return;
              }
              lost = message instanceof ReportAck && acksToLose.getAndDecrement() > 0;
              if (lost) {
                delegate().close(Status.UNAVAILABLE, new Metadata());
              } else {
                super.sendMessage(message);
              }
            }

            @Override
            public void close(Status status, Metadata trailers) {
              if (!lost) {
                super.close(status, trailers);
              }
            }
          },
          headers);
    }
  }
}
