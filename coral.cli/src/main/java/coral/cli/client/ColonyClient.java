// SPDX-License-Identifier: Apache-2.0

package coral.cli.client;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.EgressServiceGrpc;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A connection to a colony for the length of one command. */
public final class ColonyClient implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private final EventLoopGroup loop;
  private final ManagedChannel channel;
  private final ColonyServiceGrpc.ColonyServiceBlockingStub stub;
  private final EgressServiceGrpc.EgressServiceBlockingStub egress;

  /** Connects when first used. */
  public ColonyClient(ColonyOptions.Target target) {
    // a loop of its own, shut down without grace: a shared one makes the exit wait
    loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      channel =
          NettyChannelBuilder.forTarget("dns:///" + target.address())
              .usePlaintext()
              .eventLoopGroup(loop)
              .channelType(NioSocketChannel.class)
              .directExecutor()
              .maxInboundMessageSize(MAX_MESSAGE_BYTES)
              .disableRetry()
              .build();
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          "colony address \"" + target.address() + "\" is not HOST:PORT, such as 127.0.0.1:9000");
    }
    CallCredentials credentials = bearer(target.token());
    stub = ColonyServiceGrpc.newBlockingStub(channel).withCallCredentials(credentials);
    egress = EgressServiceGrpc.newBlockingStub(channel).withCallCredentials(credentials);
  }

  /** For calls that answer once, within {@code seconds}. */
  public ColonyServiceGrpc.ColonyServiceBlockingStub within(long seconds) {
    return stub.withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  /** For streams that last. */
  public ColonyServiceGrpc.ColonyServiceBlockingStub open() {
    return stub;
  }

  /** For calls about egress that answer once, within {@code seconds}. */
  public EgressServiceGrpc.EgressServiceBlockingStub egressWithin(long seconds) {
    return egress.withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  private static CallCredentials bearer(String token) {
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(
          RequestInfo info, Executor executor, MetadataApplier applier) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        applier.apply(headers);
      }
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
