// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.AccessToken;
import coral.api.script.InvalidScriptException;
import coral.proto.colony.v1.ColonyInfo;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.ErrorDetail;
import coral.proto.colony.v1.GetInfoRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.ListAgentsResponse;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of errors on their way to a caller. */
class GrpcErrorsTest {
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
  void turnsThrownErrorsIntoStatusWithDetails() {
    endpoint
        .services()
        .add(
            1,
            0,
            failing(
                new CoralException(ErrorCode.NO_MATCHING_AGENT, "no agent matches \"payments\"")));
    var e = GrpcEndpointTest.failure(with("s3cret"));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(e.getStatus().getDescription()).isEqualTo("no agent matches \"payments\"");
    assertThat(detail(e).getCode()).isEqualTo("NO_MATCHING_AGENT");
  }

  @Test
  void turnsObservedErrorsIntoTheSameStatus() {
    endpoint
        .services()
        .add(1, 0, failing(new CoralException(ErrorCode.NOT_FOUND, "no script \"x\"")));
    var stub = ColonyServiceGrpc.newBlockingStub(with("s3cret"));
    var e =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> stub.listAgents(ListAgentsRequest.getDefaultInstance()));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(detail(e).getCode()).isEqualTo("NOT_FOUND");
  }

  @Test
  void carriesDiagnosticsAsFarAsTrailersReach() {
    var many =
        IntStream.rangeClosed(1, 500)
            .mapToObj(
                i ->
                    new coral.api.script.Diagnostic(
                        "alert.ts", i, 7, "TS2322", "Type 'string' is not «number» " + i))
            .toList();
    endpoint.services().add(1, 0, failing(new InvalidScriptException(many)));
    var e = GrpcEndpointTest.failure(with("s3cret"));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(e.getStatus().getDescription())
        .startsWith("alert.ts:1:7 TS2322: ")
        .endsWith("(and 499 more)");
    assertThat(detail(e).getDiagnosticsList()).hasSizeGreaterThan(20);
    assertThat(detail(e).getDiagnostics(0).getColumn()).isEqualTo(7);
  }

  @Test
  void cutsASentenceThatNoTrailerHolds() {
    endpoint
        .services()
        .add(1, 0, failing(new CoralException(ErrorCode.INTERNAL, "é".repeat(100_000))));
    assertThat(GrpcEndpointTest.failure(with("s3cret")).getStatus().getDescription())
        .startsWith("ééé")
        .endsWith("é…");
  }

  @Test
  void hidesWhatWentWrongInsideButSaysThatItDid() {
    endpoint.services().add(1, 0, failing(new IllegalStateException("secret detail")));
    var e = GrpcEndpointTest.failure(with("s3cret"));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(e.getStatus().getDescription())
        .isEqualTo(
            "coral.colony.v1.ColonyService/GetInfo failed inside the colony; its log says why");
  }

  private Channel with(String token) {
    return GrpcEndpointTest.Tokens.on(plain, token);
  }

  static ErrorDetail detail(StatusRuntimeException e) {
    return unpack(e, ErrorDetail.class).orElseThrow();
  }

  static Optional<Long> retryAfterSeconds(StatusRuntimeException e) {
    return unpack(e, RetryInfo.class).map(info -> info.getRetryDelay().getSeconds());
  }

  private static <T extends com.google.protobuf.Message> Optional<T> unpack(
      StatusRuntimeException e, Class<T> type) {
    for (Any any : StatusProto.fromThrowable(e).getDetailsList()) {
      if (any.is(type)) {
        try {
          return Optional.of(any.unpack(type));
        } catch (com.google.protobuf.InvalidProtocolBufferException invalid) {
          throw new AssertionError(invalid);
        }
      }
    }
    return Optional.empty();
  }

  private static BindableService failing(RuntimeException error) {
    return new ColonyServiceGrpc.ColonyServiceImplBase() {
      @Override
      public void getInfo(GetInfoRequest request, StreamObserver<ColonyInfo> observer) {
        throw error;
      }

      @Override
      public void listAgents(
          ListAgentsRequest request, StreamObserver<ListAgentsResponse> observer) {
        observer.onError(error);
      }
    };
  }
}
