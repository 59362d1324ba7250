// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

/**
 * A connection to a colony or an agent.
 *
 * @param calls sends the token with each call
 */
record Connection(ManagedChannel channel, Channel calls) implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  static Connection open(String address, String token) {
    return over(NettyChannelBuilder.forTarget("dns:///" + address), token);
  }

  /** Calls back on the thread that reads the network, so that many streams need few threads. */
  static Connection direct(String address, String token) {
    return over(NettyChannelBuilder.forTarget("dns:///" + address).directExecutor(), token);
  }

  private static Connection over(NettyChannelBuilder builder, String token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    ManagedChannel channel = builder.usePlaintext().build();
    return new Connection(
        channel,
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
