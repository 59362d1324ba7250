// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import coral.api.error.CoralException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OTLP/HTTP, protobuf and JSON, plain or compressed. */
final class OtlpHttpServer implements AutoCloseable {
  private final EventLoopGroup loop;
  private final Channel listener;
  private final ChannelGroup connections;

  private OtlpHttpServer(EventLoopGroup loop, Channel listener, ChannelGroup connections) {
    this.loop = loop;
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Opens the port.
   *
   * @throws CoralException when the port cannot be opened
   */
  static OtlpHttpServer open(
      InetSocketAddress address,
      List<OtlpSignal<?, ?>> signals,
      OtlpIngest ingest,
      OtlpWorkers workers) {
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("coral-otlp-http", true), NioIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connections.add(connection);
                    connection
                        .pipeline()
                        .addLast(new IdleStateHandler(0, 0, Limits.IDLE_SECONDS))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpContentDecompressor(0))
                        .addLast(new RequestAggregator())
                        .addLast(new FlowControlHandler())
                        .addLast(new OtlpHttpHandler(signals, ingest, workers));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure != null) {
      shutdown(loop);
      throw PortFailure.of("OTLP/HTTP", "otlp_http_port", address, failure);
    }
    return new OtlpHttpServer(loop, bound.channel(), connections);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Takes no new connection; the others are given until {@link #close}. */
  void stopAccepting() {
    listener.close().awaitUninterruptibly();
  }

  @Override
  public void close() {
    stopAccepting();
    connections.close().awaitUninterruptibly();
    shutdown(loop);
  }

  private static void shutdown(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
