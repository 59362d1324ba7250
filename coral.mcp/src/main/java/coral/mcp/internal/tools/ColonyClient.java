// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.runtime.AccessToken;
import coral.api.runtime.ReadyPart;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceBlockingStub;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * A connection to this process's own colony, by the port that the command line uses too: the same
 * checks, the same audit, the same words. Cancelling a call ends what the colony does for it.
 */
@Component(service = ColonyClient.class)
public final class ColonyClient {
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private final EventLoopGroup loop;
  private final ManagedChannel channel;
  private final ColonyServiceBlockingStub stub;

  @Activate
  public ColonyClient(
      @Reference(name = "token") AccessToken token,
      @Reference(
              name = "endpoint",
              service = ReadyPart.class,
              target = "(" + ReadyPart.NAME + "=colony)")
          Map<String, Object> endpoint) {
    this(token, String.valueOf(endpoint.get(ReadyPart.ADDRESS)));
  }

  ColonyClient(AccessToken token, String address) {
    loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("coral-mcp-colony", true), NioIoHandler.newFactory());
    channel =
        NettyChannelBuilder.forTarget("dns:///" + address)
            .usePlaintext()
            .eventLoopGroup(loop)
            .channelType(NioSocketChannel.class)
            .directExecutor()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .disableRetry()
            .build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + token.value());
    stub =
        ColonyServiceGrpc.newBlockingStub(
            ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  /** One answer, within {@code seconds}. */
  <T> T ask(McpCall call, int seconds, Function<ColonyServiceBlockingStub, T> question) {
    try (CancellableContext context = Context.current().withCancellation()) {
      call.onCancel(() -> context.cancel(null));
      Context before = context.attach();
      try {
        return question.apply(stub.withDeadlineAfter(seconds, TimeUnit.SECONDS));
      } finally {
        context.detach(before);
      }
    }
  }

  /** As many answers as there are, within {@code seconds}. */
  void follow(McpCall call, int seconds, Consumer<ColonyServiceBlockingStub> reader) {
    ask(
        call,
        seconds,
        colony -> {
          reader.accept(colony);
          return true;
        });
  }

  @Deactivate
  void close() {
    channel.shutdownNow();
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
