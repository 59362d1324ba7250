// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a row of otel_metrics_local; what is not set is NULL. */
final class MetricRow {
  private final MetricStream stream;
  private final String type;
  private final long timeNanos;
  private final String attributes;
  private @Nullable String temporality;
  private @Nullable Boolean monotonic;
  private @Nullable Double value;
  private @Nullable Double delta;
  private @Nullable Long count;
  private @Nullable Double sum;
  private @Nullable Double min;
  private @Nullable Double max;
  private @Nullable List<Double> bounds;
  private @Nullable List<Long> counts;

  MetricRow(MetricStream stream, String type, long timeNanos, String attributes) {
    this.stream = stream;
    this.type = type;
    this.timeNanos = timeNanos;
    this.attributes = attributes;
  }

  @CanIgnoreReturnValue
  MetricRow temporality(AggregationTemporality temporality) {
    this.temporality = MetricStream.delta(temporality) ? "delta" : "cumulative";
    return this;
  }

  @CanIgnoreReturnValue
  MetricRow monotonic(boolean monotonic) {
    this.monotonic = monotonic;
    return this;
  }

  @CanIgnoreReturnValue
  MetricRow value(double value) {
    this.value = value;
    return this;
  }

  @CanIgnoreReturnValue
  MetricRow delta(double delta) {
    this.delta = delta;
    return this;
  }

  @CanIgnoreReturnValue
  MetricRow counted(long count, double sum) {
    this.count = count;
    this.sum = known(sum);
    this.value = count == 0 ? null : known(sum / count);
    return this;
  }

  @CanIgnoreReturnValue
  MetricRow distribution(ExplicitHistogram added) {
    counted(added.count(), added.sum());
    this.min = known(added.min());
    this.max = known(added.max());
    this.bounds = added.bounds();
    this.counts = added.counts();
    return this;
  }

  TelemetryRow build() {
    String unit = stream.metric().getUnit();
    return new TelemetryRow.Metric(
        UnixNanos.instant(timeNanos),
        stream.sender().serviceName(),
        stream.name(),
        type,
        unit.isEmpty() ? null : unit,
        temporality,
        monotonic,
        value,
        delta,
        count,
        sum,
        min,
        max,
        bounds,
        counts,
        attributes,
        stream.sender().attributes());
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
