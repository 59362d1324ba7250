// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;

/** One metric of one sender: what its data points have in common. */
record MetricStream(Sender sender, InstrumentationScope scope, Metric metric, SeriesKey key) {
  static MetricStream of(Sender sender, InstrumentationScope scope, Metric metric) {
    SeriesKey key =
        SeriesKey.of(
            sender.attributes(),
            scope.getName(),
            scope.getVersion(),
            metric.getName(),
            metric.getUnit(),
            metric.getDataCase().name());
    return new MetricStream(sender, scope, metric, key);
  }

  String name() {
    return metric.getName();
  }

  /** The series among these whose points have these attributes. */
  SeriesKey series(String attributes) {
    return SeriesKey.of(Long.toHexString(key.high()), Long.toHexString(key.low()), attributes);
  }

  static boolean known(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
        || temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  }

  static boolean delta(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }
}
