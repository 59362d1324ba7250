// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.AccessToken;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening gRPC server. The port stays open while the services behind it come and go. It owns
 * its threads, so that closing it leaves none behind.
 */
final class GrpcEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GrpcEndpoint.class);

  /** A script of 1 MiB and what surrounds it fit; a reader of more than that wants a stream. */
  static final int MAX_MESSAGE_BYTES = 4 << 20;

  private final EndpointSettings settings;
  private final ServiceWhiteboard services;
  private final HealthStatusManager health = new HealthStatusManager();
  private final EventLoopGroup eventLoop;
  private final ExecutorService calls;
  private final Server server;

  private GrpcEndpoint(EndpointSettings settings, AccessToken token) {
    this.settings = settings;
    services = new ServiceWhiteboard(settings, health);
    String prefix = "coral-" + settings.role();
    eventLoop =
        new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory(prefix + "-io", true), NioIoHandler.newFactory());
    // Platform threads: handlers call DuckDB, whose native calls would pin the carriers of virtual
    // ones.
    calls = Executors.newCachedThreadPool(new DefaultThreadFactory(prefix + "-rpc", true));
    server = server(token);
  }

  /**
   * Binds the port.
   *
   * @throws CoralException when that is not possible, naming the key and the remedy
   */
  static GrpcEndpoint open(EndpointSettings settings, AccessToken token) {
    var endpoint = new GrpcEndpoint(settings, token);
    try {
      endpoint.server.start();
    } catch (IOException e) {
      endpoint.releaseThreads();
      throw cannotListen(settings, e);
    }
    log.info("{} listens on {}", settings.role(), endpoint.address());
    return endpoint;
  }

  // Older tools know no reflection but v1alpha.
  @SuppressWarnings("deprecation")
  private Server server(AccessToken token) {
    return NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
        .channelType(NioServerSocketChannel.class)
        .bossEventLoopGroup(eventLoop)
        .workerEventLoopGroup(eventLoop)
        .executor(calls)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(30, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .permitKeepAliveTime(5, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(ProtoReflectionService.newInstance())
        .fallbackHandlerRegistry(services)
        // The one added last sees a call first.
        .intercept(new ErrorInterceptor(settings.role()))
        .intercept(new TokenInterceptor(settings.role(), token))
        .build();
  }

  ServiceWhiteboard services() {
    return services;
  }

  /** {@code host:port} with the port that was bound. */
  String address() {
    String host = settings.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
  }

  /** Refuses new calls, gives those in flight a second, ends the rest. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    releaseThreads();
  }

  private void releaseThreads() {
    calls.shutdown();
    eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private static CoralException cannotListen(EndpointSettings settings, IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String reason = String.valueOf(cause.getMessage());
    String role = settings.role();
    String remedy =
        cause instanceof BindException && reason.contains("in use")
            ? "the port is in use; choose another with %1$s.port in %1$s.yaml or --%1$s-port (0 picks a free one)"
                .formatted(role)
            : "%2$s; set %1$s.host and %1$s.port in %1$s.yaml to an address and a port that this user may listen on"
                .formatted(role, reason);
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "the %s cannot listen on %s:%d: %s"
            .formatted(role, settings.host(), settings.port(), remedy),
        e);
  }
}
