// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import com.google.protobuf.ByteString;
import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Short ways to OTLP messages. Times are seconds after {@link #T0}. */
final class Otlp {
  static final Instant T0 = Instant.parse("2026-05-01T12:00:00Z");
  static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  private Otlp() {}

  static long nanos(long seconds) {
    return T0.plusSeconds(seconds).getEpochSecond() * 1_000_000_000L;
  }

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  static Resource service(String name) {
    return Resource.newBuilder().addAttributes(text("service.name", name)).build();
  }

  static Metric histogram(
      String name, String unit, AggregationTemporality temporality, HistogramDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(temporality)
                .addAllDataPoints(List.of(points)))
        .build();
  }

  /** Bounds 0.1, 0.5 and 1. */
  static HistogramDataPoint.Builder point(long start, long time, double sum, long... counts) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(nanos(start))
            .setTimeUnixNano(nanos(time))
            .setSum(sum)
            .addAllExplicitBounds(List.of(0.1, 0.5, 1.0));
    long total = 0;
    for (long count : counts) {
      point.addBucketCounts(count);
      total += count;
    }
    return point.setCount(total);
  }

  static Metric exponential(
      String name,
      String unit,
      AggregationTemporality temporality,
      ExponentialHistogramDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(temporality)
                .addAllDataPoints(List.of(points)))
        .build();
  }

  static ExponentialHistogramDataPoint exponentialPoint(
      long start, long time, int scale, long zeros, int offset, Long... counts) {
    long total = zeros;
    for (long count : counts) {
      total += count;
    }
    return ExponentialHistogramDataPoint.newBuilder()
        .setStartTimeUnixNano(nanos(start))
        .setTimeUnixNano(nanos(time))
        .setScale(scale)
        .setZeroCount(zeros)
        .setCount(total)
        .setPositive(
            ExponentialHistogramDataPoint.Buckets.newBuilder()
                .setOffset(offset)
                .addAllBucketCounts(List.of(counts)))
        .build();
  }

  static Metric sum(
      String name,
      AggregationTemporality temporality,
      boolean monotonic,
      NumberDataPoint.Builder... points) {
    Sum.Builder sum =
        Sum.newBuilder().setAggregationTemporality(temporality).setIsMonotonic(monotonic);
    for (NumberDataPoint.Builder point : points) {
      sum.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setUnit("{order}").setSum(sum).build();
  }

  static Metric gauge(String name, NumberDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName(name)
        .setGauge(Gauge.newBuilder().addDataPoints(point))
        .build();
  }

  static NumberDataPoint.Builder value(long start, long time, long value) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(nanos(start))
        .setTimeUnixNano(nanos(time))
        .setAsInt(value);
  }

  static ExportMetricsServiceRequest request(Resource resource, Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build();
  }

  static <T extends TelemetryRow> T only(Class<T> type, Mapped mapped) {
    List<TelemetryRow> rows = mapped.rows();
    if (rows.size() != 1) {
      throw new AssertionError("Expected one row, not " + rows);
    }
    return type.cast(rows.getFirst());
  }
}
