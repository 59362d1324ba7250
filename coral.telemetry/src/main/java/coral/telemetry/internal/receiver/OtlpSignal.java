// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import coral.telemetry.internal.mapping.LogMapper;
import coral.telemetry.internal.mapping.Mapped;
import coral.telemetry.internal.mapping.MetricMapper;
import coral.telemetry.internal.mapping.SpanMapper;
import io.grpc.MethodDescriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * One of OTLP's three signals: where it comes in, how it is read and mapped, and how it is
 * answered.
 *
 * @param path of OTLP/HTTP
 * @param method of OTLP/gRPC
 * @param partial the answer when some items were rejected
 */
record OtlpSignal<Q extends Message, R extends Message>(
    String path,
    MethodDescriptor<Q, R> method,
    Q emptyRequest,
    R success,
    Parser<Q> parser,
    Function<Q, Mapped> mapper,
    Function<Mapped, R> partial) {

  /** The three of them, with fresh mappers. */
  static List<OtlpSignal<?, ?>> all(Clock clock) {
    return List.of(traces(), metrics(clock), logs(clock));
  }

  R answer(Mapped mapped) {
    return mapped.rejected() == 0 ? success : partial.apply(mapped);
  }

  private static OtlpSignal<ExportTraceServiceRequest, ExportTraceServiceResponse> traces() {
    return new OtlpSignal<>(
        "/v1/traces",
        TraceServiceGrpc.getExportMethod(),
        ExportTraceServiceRequest.getDefaultInstance(),
        ExportTraceServiceResponse.getDefaultInstance(),
        ExportTraceServiceRequest.parser(),
        new SpanMapper()::map,
        mapped ->
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(mapped.rejected())
                        .setErrorMessage(mapped.reason()))
                .build());
  }

  private static OtlpSignal<ExportMetricsServiceRequest, ExportMetricsServiceResponse> metrics(
      Clock clock) {
    return new OtlpSignal<>(
        "/v1/metrics",
        MetricsServiceGrpc.getExportMethod(),
        ExportMetricsServiceRequest.getDefaultInstance(),
        ExportMetricsServiceResponse.getDefaultInstance(),
        ExportMetricsServiceRequest.parser(),
        new MetricMapper(clock)::map,
        mapped ->
            ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(mapped.rejected())
                        .setErrorMessage(mapped.reason()))
                .build());
  }

  private static OtlpSignal<ExportLogsServiceRequest, ExportLogsServiceResponse> logs(Clock clock) {
    return new OtlpSignal<>(
        "/v1/logs",
        LogsServiceGrpc.getExportMethod(),
        ExportLogsServiceRequest.getDefaultInstance(),
        ExportLogsServiceResponse.getDefaultInstance(),
        ExportLogsServiceRequest.parser(),
        new LogMapper(clock)::map,
        mapped ->
            ExportLogsServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(mapped.rejected())
                        .setErrorMessage(mapped.reason()))
                .build());
  }
}
