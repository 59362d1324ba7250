// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;

/** A data point of a histogram of either kind. */
record HistogramPoint(
    List<KeyValue> attributes, long startNanos, long timeNanos, int flags, Distribution value) {

  /** Empty for a metric that is no histogram. */
  static List<HistogramPoint> of(Metric metric) {
    return switch (metric.getDataCase()) {
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().stream().map(HistogramPoint::of).toList();
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream()
              .map(HistogramPoint::of)
              .toList();
      default -> List.of();
    };
  }

  static AggregationTemporality temporality(Metric metric) {
    return metric.hasHistogram()
        ? metric.getHistogram().getAggregationTemporality()
        : metric.getExponentialHistogram().getAggregationTemporality();
  }

  private static HistogramPoint of(HistogramDataPoint point) {
    return new HistogramPoint(
        Attributes.sorted(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getFlags(),
        new ExplicitHistogram(
            point.getCount(),
            point.hasSum() ? point.getSum() : Double.NaN,
            point.hasMin() ? point.getMin() : Double.NaN,
            point.hasMax() ? point.getMax() : Double.NaN,
            point.getExplicitBoundsList(),
            point.getBucketCountsList()));
  }

  private static HistogramPoint of(ExponentialHistogramDataPoint point) {
    return new HistogramPoint(
        Attributes.sorted(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getFlags(),
        new ExponentialHistogramValue(
            point.getCount(),
            point.hasSum() ? point.getSum() : Double.NaN,
            point.hasMin() ? point.getMin() : Double.NaN,
            point.hasMax() ? point.getMax() : Double.NaN,
            point.getScale(),
            point.getZeroCount(),
            point.getZeroThreshold(),
            buckets(point.getPositive()),
            buckets(point.getNegative())));
  }

  private static ExponentialBuckets buckets(ExponentialHistogramDataPoint.Buckets buckets) {
    return buckets.getBucketCountsCount() == 0
        ? ExponentialBuckets.NONE
        : new ExponentialBuckets(buckets.getOffset(), buckets.getBucketCountsList());
  }
}
