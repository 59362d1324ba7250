// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The table as Prometheus sees it: its own names, and labels for script and agent. */
public record PrometheusView(MetricTable table) implements MultiCollector {

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    table.families().forEach(family -> snapshots.metricSnapshot(snapshot(family)));
    return snapshots.build();
  }

  private static MetricSnapshot snapshot(Family family) {
    if (family.kind() == MetricKind.COUNTER) {
      CounterSnapshot.Builder counter =
          CounterSnapshot.builder().name(family.name()).help(family.description());
      for (Series series : family.series()) {
        counter.dataPoint(
            CounterDataPointSnapshot.builder()
                .value(series.value())
                .labels(labels(series))
                .createdTimestampMillis(series.since().toEpochMilli())
                .build());
      }
      return counter.build();
    }
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(family.name()).help(family.description());
    for (Series series : family.series()) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder().value(series.value()).labels(labels(series)).build());
    }
    return gauge.build();
  }

  private static Labels labels(Series series) {
    Labels.Builder labels = Labels.builder();
    labels.label("script", series.script()).label("agent", series.agent());
    Names.labels(series.labels()).forEach(labels::label);
    return labels.build();
  }
}
