// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.runtime.AccessToken;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.ColonyServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What grpcurl does first. */
class ReflectionTest {
  private GrpcEndpoint endpoint;
  private ManagedChannel plain;

  @BeforeEach
  void open() {
    endpoint =
        GrpcEndpoint.open(
            new EndpointSettings("colony", "127.0.0.1", 0, Set.of()), new AccessToken("s3cret"));
    plain = NettyChannelBuilder.forTarget(endpoint.address()).usePlaintext().build();
    endpoint.services().add(1, 0, new ColonyServiceGrpc.ColonyServiceImplBase() {});
  }

  @AfterEach
  void close() {
    plain.shutdownNow();
    endpoint.close();
  }

  @Test
  void listsTheServicesThatAreThereNow() throws Exception {
    Channel channel = GrpcEndpointTest.Tokens.on(plain, "s3cret");
    assertThat(services(channel))
        .contains("coral.colony.v1.ColonyService", "grpc.health.v1.Health")
        .doesNotContain("coral.colony.v1.AgentLink");
    endpoint.services().add(2, 0, new AgentLinkGrpc.AgentLinkImplBase() {});
    assertThat(services(channel)).contains("coral.colony.v1.AgentLink");
    endpoint.services().remove(1);
    assertThat(services(channel)).doesNotContain("coral.colony.v1.ColonyService");
  }

  @Test
  void describesAService() throws Exception {
    Channel channel = GrpcEndpointTest.Tokens.on(plain, "s3cret");
    var request =
        ServerReflectionRequest.newBuilder()
            .setFileContainingSymbol("coral.colony.v1.ColonyService")
            .build();
    var file = ask(channel, request).getFileDescriptorResponse().getFileDescriptorProto(0);
    assertThat(com.google.protobuf.DescriptorProtos.FileDescriptorProto.parseFrom(file).getName())
        .isEqualTo("coral/colony/v1/colony.proto");
  }

  @Test
  void refusesWithoutToken() {
    assertThat(list(plain))
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .satisfies(
            e ->
                assertThat(Status.fromThrowable(e).getCode())
                    .isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  private static Set<String> services(Channel channel) throws Exception {
    return list(channel)
        .get(5, TimeUnit.SECONDS)
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(ServiceResponse::getName)
        .collect(java.util.stream.Collectors.toSet());
  }

  private static CompletableFuture<ServerReflectionResponse> list(Channel channel) {
    return asking(channel, ServerReflectionRequest.newBuilder().setListServices("*").build());
  }

  private static ServerReflectionResponse ask(Channel channel, ServerReflectionRequest request)
      throws Exception {
    return asking(channel, request).get(5, TimeUnit.SECONDS);
  }

  private static CompletableFuture<ServerReflectionResponse> asking(
      Channel channel, ServerReflectionRequest request) {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable e) {
                    answer.completeExceptionally(e);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new AssertionError("no answer"));
                  }
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer;
  }
}
