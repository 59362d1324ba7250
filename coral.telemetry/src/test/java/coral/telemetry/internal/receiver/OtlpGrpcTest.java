// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import coral.api.telemetry.TelemetryRow;
import coral.telemetry.internal.RecordingStore;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpGrpcTest {
  private final RecordingStore store = new RecordingStore();
  private OtlpReceivers receivers;
  private ManagedChannel channel;

  @BeforeEach
  void open() {
    receivers = OtlpReceivers.open("127.0.0.1", 0, 0, store, Clock.systemUTC());
    channel = NettyChannelBuilder.forTarget(receivers.grpcAddress()).usePlaintext().build();
  }

  @AfterEach
  void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    receivers.close();
  }

  @Test
  void saysHowManySpansWereRejected() {
    ScopeSpans spans = ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName("a")).build();
    ExportTraceServiceResponse response =
        TraceServiceGrpc.newBlockingStub(channel)
            .export(
                ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                    .build());

    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage())
        .isEqualTo("The span 'a' has no trace_id of 16 bytes other than 0.");
  }

  @Test
  void readsGzip() {
    var _ = LogsServiceGrpc.newBlockingStub(channel).withCompression("gzip").export(log());

    assertThat(store.rows(TelemetryRow.Log.class)).hasSize(1);
  }

  @Test
  void refusesAMalformedRequest() {
    MethodDescriptor<byte[], ExportTraceServiceResponse> raw =
        TraceServiceGrpc.getExportMethod().toBuilder(
                new Raw(), TraceServiceGrpc.getExportMethod().getResponseMarshaller())
            .build();

    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel, raw, CallOptions.DEFAULT, new byte[] {10, 100, 1}));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).contains("is no ExportTraceServiceRequest");
  }

  @Test
  void saysWhenToComeAgainWhileTheStoreIsFull() throws Exception {
    store.full(true);

    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> LogsServiceGrpc.newBlockingStub(channel).export(log()));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    Status status = StatusProto.fromThrowable(refused);
    RetryInfo info = status.getDetails(0).unpack(RetryInfo.class);
    assertThat(info.getRetryDelay().getSeconds()).isEqualTo(2);
  }

  private static ExportLogsServiceRequest log() {
    ScopeLogs logs =
        ScopeLogs.newBuilder()
            .addLogRecords(LogRecord.newBuilder().setSeverityText("INFO"))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(logs))
        .build();
  }

  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }
}
