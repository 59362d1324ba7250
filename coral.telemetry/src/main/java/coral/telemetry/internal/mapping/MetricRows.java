// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.telemetry.internal.mapping.Change.Added;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;

/** The rows of all metrics that have no table of their own. */
final class MetricRows {
  private final PointReader reader;
  private final RowCollector rows;

  MetricRows(PointReader reader, RowCollector rows) {
    this.reader = reader;
    this.rows = rows;
  }

  void add(MetricStream stream) {
    switch (stream.metric().getDataCase()) {
      case GAUGE ->
          stream.metric().getGauge().getDataPointsList().forEach(point -> gauge(stream, point));
      case SUM -> sums(stream, stream.metric().getSum());
      case HISTOGRAM -> histograms(stream, "histogram");
      case EXPONENTIAL_HISTOGRAM -> histograms(stream, "exponential_histogram");
      case SUMMARY ->
          stream.metric().getSummary().getDataPointsList().forEach(point -> summary(stream, point));
      default -> rows.reject("The metric '" + stream.name() + "' has no data.");
    }
  }

  private void gauge(MetricStream stream, NumberDataPoint point) {
    if (usable(stream, point)) {
      String attributes = JsonText.object(Attributes.sorted(point.getAttributesList()));
      rows.add(
          new MetricRow(stream, "gauge", point.getTimeUnixNano(), attributes)
              .value(value(point))
              .build());
    }
  }

  private void sums(MetricStream stream, Sum sum) {
    if (reader.usable(stream, sum.getAggregationTemporality(), sum.getDataPointsCount())) {
      sum.getDataPointsList().forEach(point -> sum(stream, sum, point));
    }
  }

  private void sum(MetricStream stream, Sum sum, NumberDataPoint point) {
    if (!usable(stream, point)) {
      return;
    }
    String attributes = JsonText.object(Attributes.sorted(point.getAttributesList()));
    MetricRow row =
        new MetricRow(stream, "sum", point.getTimeUnixNano(), attributes)
            .temporality(sum.getAggregationTemporality())
            .monotonic(sum.getIsMonotonic())
            .value(value(point));
    if (MetricStream.delta(sum.getAggregationTemporality())) {
      if (reader.isNew(stream, attributes, point.getTimeUnixNano())) {
        rows.add(row.delta(value(point)).build());
      }
      return;
    }
    SumValue value = new SumValue(value(point), sum.getIsMonotonic());
    switch (reader.cumulative(
        stream, attributes, point.getStartTimeUnixNano(), point.getTimeUnixNano(), value)) {
      case Added<SumValue>(SumValue added) -> rows.add(row.delta(added.value()).build());
      case Change.Baseline<SumValue>() -> rows.add(row.build());
      case Change.Known<SumValue>() -> {}
    }
  }

  private void histograms(MetricStream stream, String type) {
    AggregationTemporality temporality = HistogramPoint.temporality(stream.metric());
    var points = HistogramPoint.of(stream.metric());
    if (!reader.usable(stream, temporality, points.size())) {
      return;
    }
    for (HistogramPoint point : points) {
      String attributes = JsonText.object(point.attributes());
      ExplicitHistogram added = reader.added(stream, point, attributes);
      if (added != null) {
        rows.add(
            new MetricRow(stream, type, point.timeNanos(), attributes)
                .temporality(temporality)
                .distribution(added)
                .build());
      }
    }
  }

  /**
   * A row with what was counted in the interval, and one per quantile with the quantile as a
   * further attribute.
   */
  private void summary(MetricStream stream, SummaryDataPoint point) {
    if (!reader.usable(stream, point.getTimeUnixNano(), point.getFlags())) {
      return;
    }
    var sorted = Attributes.sorted(point.getAttributesList());
    String attributes = JsonText.object(sorted);
    SummaryValue value = new SummaryValue(point.getCount(), point.getSum());
    Change<SummaryValue> change =
        reader.cumulative(
            stream, attributes, point.getStartTimeUnixNano(), point.getTimeUnixNano(), value);
    if (change instanceof Change.Known<SummaryValue>) {
      return;
    }
    if (change instanceof Added<SummaryValue>(SummaryValue added)) {
      rows.add(
          new MetricRow(stream, "summary", point.getTimeUnixNano(), attributes)
              .counted(added.count(), added.sum())
              .build());
    }
    for (SummaryDataPoint.ValueAtQuantile quantile : point.getQuantileValuesList()) {
      String withQuantile =
          JsonText.objectWith(sorted, "quantile", Double.toString(quantile.getQuantile()));
      rows.add(
          new MetricRow(stream, "summary", point.getTimeUnixNano(), withQuantile)
              .value(quantile.getValue())
              .build());
    }
  }

  private boolean usable(MetricStream stream, NumberDataPoint point) {
    if (!reader.usable(stream, point.getTimeUnixNano(), point.getFlags())) {
      return false;
    }
    if (!point.hasAsInt() && !point.hasAsDouble()) {
      rows.reject("A data point of '" + stream.name() + "' has no value.");
      return false;
    }
    return true;
  }

  private static double value(NumberDataPoint point) {
    return point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble();
  }
}
