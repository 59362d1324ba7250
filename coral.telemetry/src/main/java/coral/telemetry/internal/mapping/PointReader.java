// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.telemetry.internal.mapping.Change.Added;
import coral.telemetry.internal.mapping.Change.Baseline;
import coral.telemetry.internal.mapping.Change.Known;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import org.jspecify.annotations.Nullable;

/** Checks the data points of one request and says what each of them adds to its series. */
final class PointReader {
  private final SeriesDeltas.Update deltas;
  private final RowCollector rows;

  PointReader(SeriesDeltas.Update deltas, RowCollector rows) {
    this.deltas = deltas;
    this.rows = rows;
  }

  /** Whether a row can be made of it; a point that only says "no value" is no error. */
  boolean usable(MetricStream stream, long timeNanos, int flags) {
    if ((flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0) {
      return false;
    }
    if (!UnixNanos.known(timeNanos)) {
      rows.reject("A data point of '" + stream.name() + "' has no time_unix_nano.");
      return false;
    }
    return true;
  }

  boolean usable(MetricStream stream, AggregationTemporality temporality, int points) {
    if (MetricStream.known(temporality)) {
      return true;
    }
    for (int i = 0; i < points; i++) {
      rows.reject(
          "The metric '"
              + stream.name()
              + "' has an aggregation_temporality of neither delta (1) nor cumulative (2).");
    }
    return false;
  }

  /** What the point adds; null for one that is unusable, known or the first of its series. */
  @Nullable ExplicitHistogram added(MetricStream stream, HistogramPoint point, String attributes) {
    if (!usable(stream, point.timeNanos(), point.flags())) {
      return null;
    }
    String fault = point.value().fault();
    if (fault != null) {
      rows.reject("A data point of '" + stream.name() + "' has " + fault + ".");
      return null;
    }
    Change<? extends Distribution> change =
        MetricStream.delta(HistogramPoint.temporality(stream.metric()))
            ? delta(stream, point, attributes)
            : cumulative(stream, point, attributes);
    return switch (change) {
      case Added<? extends Distribution>(Distribution value) -> value.explicit();
      case Baseline<? extends Distribution>() -> null;
      case Known<? extends Distribution>() -> null;
    };
  }

  private Change<? extends Distribution> delta(
      MetricStream stream, HistogramPoint point, String attributes) {
    return deltas.isNew(stream.series(attributes), point.timeNanos())
        ? new Added<>(point.value())
        : new Known<>();
  }

  private Change<? extends Distribution> cumulative(
      MetricStream stream, HistogramPoint point, String attributes) {
    return switch (point.value()) {
      case ExplicitHistogram value -> cumulative(stream, point, attributes, value);
      case ExponentialHistogramValue value -> cumulative(stream, point, attributes, value);
    };
  }

  private <T extends Cumulative<T>> Change<T> cumulative(
      MetricStream stream, HistogramPoint point, String attributes, T value) {
    return cumulative(stream, attributes, point.startNanos(), point.timeNanos(), value);
  }

  <T extends Cumulative<T>> Change<T> cumulative(
      MetricStream stream, String attributes, long startNanos, long timeNanos, T value) {
    return deltas.cumulative(stream.series(attributes), stream.key(), startNanos, timeNanos, value);
  }

  /** False for a point of a delta stream that has been here. */
  boolean isNew(MetricStream stream, String attributes, long timeNanos) {
    return deltas.isNew(stream.series(attributes), timeNanos);
  }
}
