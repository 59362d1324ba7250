// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.TelemetryRow;
import coral.telemetry.internal.RecordingStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real SDK sends to the real ports. */
class OpenTelemetrySdkTest {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final RecordingStore store = new RecordingStore();
  private OtlpReceivers receivers;

  @BeforeEach
  void open() {
    receivers = OtlpReceivers.open("127.0.0.1", 0, 0, store, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    receivers.close();
  }

  @Test
  void receivesAllSignalsOverGrpc() {
    String endpoint = "http://" + receivers.grpcAddress();

    send(
        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression("gzip").build(),
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build());

    assertEverythingArrived();
  }

  @Test
  void receivesAllSignalsOverHttp() {
    String url = receivers.httpUrl();

    send(
        OtlpHttpSpanExporter.builder().setEndpoint(url + "/v1/traces").build(),
        OtlpHttpMetricExporter.builder()
            .setEndpoint(url + "/v1/metrics")
            .setCompression("gzip")
            .build(),
        OtlpHttpLogRecordExporter.builder().setEndpoint(url + "/v1/logs").build());

    assertEverythingArrived();
  }

  private static void send(SpanExporter spans, MetricExporter metrics, LogRecordExporter logs) {
    Resource resource =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "payments"));
    try (OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(
                        PeriodicMetricReader.builder(metrics)
                            .setInterval(Duration.ofHours(1))
                            .build())
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(resource)
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                    .build())
            .build()) {
      work(sdk);
      sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);
      sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }
  }

  private static void work(OpenTelemetrySdk sdk) {
    Span parent =
        sdk.getTracer("t").spanBuilder("POST /pay").setSpanKind(SpanKind.SERVER).startSpan();
    parent.setAttribute(ROUTE, "/pay").setAttribute(STATUS, 500);
    parent.setStatus(StatusCode.ERROR, "declined").end();
    var durations =
        sdk.getMeter("m").histogramBuilder("http.server.request.duration").setUnit("s").build();
    durations.record(0.02, Attributes.of(ROUTE, "/pay", STATUS, 200L));
    durations.record(0.7, Attributes.of(ROUTE, "/pay", STATUS, 500L));
    sdk.getMeter("m").counterBuilder("orders").build().add(3);
    sdk.getMeter("m").gaugeBuilder("queue").build().set(1.5);
    sdk.getLogsBridge()
        .get("l")
        .logRecordBuilder()
        .setSeverity(Severity.ERROR)
        .setBody("card declined")
        .emit();
  }

  private void assertEverythingArrived() {
    TelemetryRow.Span span = store.rows(TelemetryRow.Span.class).getFirst();
    assertThat(span.serviceName()).isEqualTo("payments");
    assertThat(span.traceId()).matches("[0-9a-f]{32}");
    assertThat(span.spanKind()).isEqualTo("SERVER");
    assertThat(span.httpStatusCode()).isEqualTo(500);
    assertThat(span.statusCode()).isEqualTo("ERROR");

    assertThat(store.rows(TelemetryRow.HttpMetric.class))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.errorRate()).isEqualTo(0.5))
        .allSatisfy(row -> assertThat(row.requestCount()).isEqualTo(1))
        .anySatisfy(
            row -> {
              assertThat(row.httpStatusCode()).isEqualTo(500);
              assertThat(row.durationSumNs()).isEqualTo(700_000_000);
              assertThat(row.bucketCounts()).hasSize(row.bucketBoundsNs().size() + 1);
            });

    assertThat(store.rows(TelemetryRow.Metric.class))
        .filteredOn(row -> row.metricName().equals("orders"))
        .extracting(TelemetryRow.Metric::delta)
        .as("exported once on flush and once on close")
        .containsExactly(3.0, 0.0);
    assertThat(store.rows(TelemetryRow.Metric.class))
        .filteredOn(row -> row.metricName().equals("queue"))
        .allSatisfy(row -> assertThat(row.value()).isEqualTo(1.5))
        .isNotEmpty();

    TelemetryRow.Log log = store.rows(TelemetryRow.Log.class).getFirst();
    assertThat(log.body()).isEqualTo("card declined");
    assertThat(log.severityNumber()).isEqualTo(17);
  }
}
