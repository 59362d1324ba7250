// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row for one of the telemetry tables; components are its columns in the table's order, see
 * {@link TelemetryTable}. JSON columns are given as JSON text. Times are kept to the microsecond.
 */
public sealed interface TelemetryRow {
  TelemetryTable table();

  /** The value of the table's time column. */
  Instant time();

  record Span(
      String traceId,
      String spanId,
      @Nullable String parentSpanId,
      String serviceName,
      String spanName,
      String spanKind,
      Instant startTime,
      long durationNs,
      String statusCode,
      @Nullable String statusMessage,
      @Nullable String httpMethod,
      @Nullable String httpRoute,
      @Nullable Integer httpStatusCode,
      @Nullable String dbSystem,
      @Nullable String dbStatement,
      @Nullable String rpcService,
      @Nullable String rpcMethod,
      String attributes,
      String resourceAttributes,
      String events)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.OTEL_SPANS;
    }

    @Override
    public Instant time() {
      return startTime;
    }
  }

  record HttpMetric(
      Instant timestamp,
      String serviceName,
      @Nullable String httpMethod,
      @Nullable String httpRoute,
      @Nullable Integer httpStatusCode,
      long requestCount,
      long errorCount,
      double errorRate,
      long durationSumNs,
      List<Double> bucketBoundsNs,
      List<Long> bucketCounts,
      String metricName,
      String attributes)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.HTTP_METRICS;
    }

    @Override
    public Instant time() {
      return timestamp;
    }
  }

  record GrpcMetric(
      Instant timestamp,
      String serviceName,
      @Nullable String rpcService,
      @Nullable String rpcMethod,
      @Nullable Integer grpcStatusCode,
      long requestCount,
      long errorCount,
      double errorRate,
      long durationSumNs,
      List<Double> bucketBoundsNs,
      List<Long> bucketCounts,
      String metricName,
      String attributes)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.GRPC_METRICS;
    }

    @Override
    public Instant time() {
      return timestamp;
    }
  }

  record Metric(
      Instant timestamp,
      String serviceName,
      String metricName,
      String metricType,
      @Nullable String unit,
      @Nullable String temporality,
      @Nullable Boolean isMonotonic,
      @Nullable Double value,
      @Nullable Double delta,
      @Nullable Long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable List<Double> bucketBounds,
      @Nullable List<Long> bucketCounts,
      String attributes,
      String resourceAttributes)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.OTEL_METRICS;
    }

    @Override
    public Instant time() {
      return timestamp;
    }
  }

  record Log(
      Instant timestamp,
      String serviceName,
      int severityNumber,
      @Nullable String severityText,
      String body,
      @Nullable String traceId,
      @Nullable String spanId,
      String attributes,
      String resourceAttributes)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.OTEL_LOGS;
    }

    @Override
    public Instant time() {
      return timestamp;
    }
  }

  record SystemMetric(
      Instant timestamp,
      String metricName,
      double value,
      String unit,
      String metricType,
      String attributes)
      implements TelemetryRow {
    @Override
    public TelemetryTable table() {
      return TelemetryTable.SYSTEM_METRICS;
    }

    @Override
    public Instant time() {
      return timestamp;
    }
  }
}
