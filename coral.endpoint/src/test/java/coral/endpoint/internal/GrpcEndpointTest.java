// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coral.api.error.CoralException;
import coral.api.runtime.AccessToken;
import coral.proto.colony.v1.ColonyInfo;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.GetInfoRequest;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.proto.colony.v1.ValidateScriptResponse;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcEndpointTest {
  private static final Set<String> EXPECTED = Set.of("coral.colony.v1.ColonyService");

  private GrpcEndpoint endpoint;
  private ManagedChannel plain;

  @BeforeEach
  void open() {
    endpoint =
        GrpcEndpoint.open(
            new EndpointSettings("colony", "127.0.0.1", 0, EXPECTED), new AccessToken("s3cret"));
    plain = NettyChannelBuilder.forTarget(endpoint.address()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    plain.shutdownNow();
    endpoint.close();
  }

  @Test
  void refusesCallsWithoutTokenAndNamesTheOption() {
    endpoint.services().add(1, 0, info("1.0"));
    assertThat(failure(plain))
        .satisfies(
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
              assertThat(e.getStatus().getDescription()).contains("--token-file");
              assertThat(GrpcErrorsTest.detail(e).getCode()).isEqualTo("UNAUTHENTICATED");
            });
    assertThat(failure(with("wrong")).getStatus().getDescription())
        .contains("is not that of this colony", "--token-file");
  }

  @Test
  void refusesUnknownMethodsWithoutTokenToo() {
    var health = HealthGrpc.newBlockingStub(plain);
    assertThatThrownBy(() -> health.check(HealthCheckRequest.getDefaultInstance()))
        .hasMessageContaining("UNAUTHENTICATED");
  }

  @Test
  void answersCallsWithToken() {
    endpoint.services().add(1, 0, info("1.0"));
    assertThat(version()).isEqualTo("1.0");
  }

  @Test
  void keepsThePortOpenWhileServicesComeAndGo() {
    var early = failure(with("s3cret"));
    assertThat(early.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(early.getStatus().getDescription()).contains("try again");
    assertThat(GrpcErrorsTest.retryAfterSeconds(early)).hasValue(1L);

    endpoint.services().add(1, 0, info("old"));
    endpoint.services().add(2, 0, info("new"));
    assertThat(version()).isEqualTo("new");
    endpoint.services().remove(1);
    assertThat(version()).isEqualTo("new");
    endpoint.services().remove(2);
    assertThat(failure(with("s3cret")).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void returnsToTheOlderServiceWhenTheNewerGoes() {
    endpoint.services().add(1, 0, info("old"));
    endpoint.services().add(2, 0, info("new"));
    endpoint.services().remove(2);
    assertThat(version()).isEqualTo("old");
  }

  @Test
  void prefersTheHigherRanking() {
    endpoint.services().add(1, 5, info("ranked"));
    endpoint.services().add(2, 0, info("new"));
    assertThat(version()).isEqualTo("ranked");
  }

  @Test
  void saysWhichMethodsItHasNot() {
    endpoint.services().add(1, 0, info("1.0"));
    var call = coral.proto.agent.v1.AgentServiceGrpc.newBlockingStub(with("s3cret"));
    assertThatThrownBy(
            () ->
                call.getScriptStatus(
                    coral.proto.agent.v1.GetScriptStatusRequest.getDefaultInstance()))
        .hasMessageContaining("UNIMPLEMENTED")
        .hasMessageContaining("coral.agent.v1.AgentService/GetScriptStatus is no method");
  }

  @Test
  void reportsHealthOfEachService() {
    assertThat(health("coral.colony.v1.ColonyService")).isEqualTo(ServingStatus.NOT_SERVING);
    endpoint.services().add(1, 0, info("1.0"));
    assertThat(health("coral.colony.v1.ColonyService")).isEqualTo(ServingStatus.SERVING);
    endpoint.services().remove(1);
    assertThat(health("coral.colony.v1.ColonyService")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void acceptsAScriptOfOneMebibyteAndRefusesWhatIsTooLarge() {
    endpoint.services().add(1, 0, info("1.0"));
    var stub = ColonyServiceGrpc.newBlockingStub(with("s3cret"));
    assertThat(stub.validateScript(source(1 << 20)).getDiagnosticsList()).isEmpty();
    assertThatThrownBy(() -> stub.validateScript(source(5 << 20)))
        .hasMessageContaining("RESOURCE_EXHAUSTED")
        .hasMessageContaining("4194304");
  }

  @Test
  void saysThatThePortIsInUseAndHowToChooseAnother() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> openAt("127.0.0.1", port))
          .isInstanceOf(CoralException.class)
          .hasMessage(
              "the colony cannot listen on 127.0.0.1:%d: the port is in use; choose another with"
                      .formatted(port)
                  + " colony.port in colony.yaml or --colony-port (0 picks a free one)");
    }
  }

  @Test
  void saysThatTheAddressIsNotThisMachines() {
    assertThatThrownBy(() -> openAt("192.0.2.1", 0))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("192.0.2.1:0")
        .hasMessageContaining("colony.host");
    assertThatThrownBy(() -> openAt("no.such.host.invalid", 0))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("no.such.host.invalid")
        .hasMessageContaining("colony.host");
  }

  @Test
  void theReadyPartsOfTwoEndpointsAreTwo() {
    assertThat(new ReadyEndpoint.Listening()).isNotEqualTo(new ReadyEndpoint.Listening());
  }

  @Test
  void leavesNoThreadBehind() {
    endpoint.services().add(1, 0, info("1.0"));
    assertThat(version()).isEqualTo("1.0");
    plain.shutdownNow();
    endpoint.close();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("coral-colony-")));
  }

  private static void openAt(String host, int port) {
    GrpcEndpoint.open(new EndpointSettings("colony", host, port, EXPECTED), new AccessToken("x"))
        .close();
  }

  private Channel with(String token) {
    return Tokens.on(plain, token);
  }

  private String version() {
    return ColonyServiceGrpc.newBlockingStub(with("s3cret"))
        .getInfo(GetInfoRequest.getDefaultInstance())
        .getVersion();
  }

  private ServingStatus health(String service) {
    return HealthGrpc.newBlockingStub(with("s3cret"))
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  static StatusRuntimeException failure(Channel channel) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () ->
            ColonyServiceGrpc.newBlockingStub(channel)
                .getInfo(GetInfoRequest.getDefaultInstance()));
  }

  private static ValidateScriptRequest source(int bytes) {
    return ValidateScriptRequest.newBuilder().setCode("x".repeat(bytes)).build();
  }

  private static BindableService info(String version) {
    return new ColonyServiceGrpc.ColonyServiceImplBase() {
      @Override
      public void getInfo(GetInfoRequest request, StreamObserver<ColonyInfo> observer) {
        observer.onNext(ColonyInfo.newBuilder().setVersion(version).build());
        observer.onCompleted();
      }

      @Override
      public void validateScript(
          ValidateScriptRequest request, StreamObserver<ValidateScriptResponse> observer) {
        observer.onNext(ValidateScriptResponse.getDefaultInstance());
        observer.onCompleted();
      }
    };
  }

  static final class Tokens {
    private Tokens() {}

    static Channel on(Channel channel, String token) {
      var headers = new Metadata();
      headers.put(TokenInterceptor.AUTHORIZATION, "Bearer " + token);
      return io.grpc.ClientInterceptors.intercept(
          channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }
  }
}
