// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.egress.DeliveryStore;
import coral.api.egress.DeliveryStore.Counts;
import coral.colony.egress.internal.alerts.SinkPump;
import coral.colony.egress.internal.metrics.MetricTable;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the colony tells Prometheus of itself. */
record OwnMetrics(
    AgentDirectory agents,
    AtomicLong reports,
    MetricTable table,
    DeliveryStore deliveries,
    List<SinkPump> pumps)
    implements MultiCollector {

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    all.metricSnapshot(
        gauge(
            "coral_colony_agents_connected",
            "Agents that are connected",
            agents.agents().stream().filter(Agent::connected).count()));
    all.metricSnapshot(
        counter(
            "coral_colony_reports_applied", "Reports that were new and are stored", reports.get()));
    all.metricSnapshot(
        gauge("coral_egress_series", "Series of metrics that scripts emitted", table.size()));
    all.metricSnapshot(
        counter(
            "coral_egress_series_refused",
            "Metric events that would have made a series too many",
            table.refused()));
    all.metricSnapshot(
        counter(
            "coral_egress_metrics_malformed",
            "Metric events that make no metric",
            table.malformed()));
    if (!pumps.isEmpty()) {
      addSinks(all);
    }
    return all.build();
  }

  private void addSinks(MetricSnapshots.Builder all) {
    Map<String, Counts> counts = deliveries.counts();
    CounterSnapshot.Builder results =
        CounterSnapshot.builder()
            .name("coral_egress_deliveries")
            .help("Deliveries that arrived or are dead letters, and attempts that failed");
    GaugeSnapshot.Builder pending =
        GaugeSnapshot.builder()
            .name("coral_egress_pending_deliveries")
            .help("Deliveries that wait or are being sent");
    GaugeSnapshot.Builder dead =
        GaugeSnapshot.builder()
            .name("coral_egress_dead_letters")
            .help("Dead letters that are kept");
    for (SinkPump pump : pumps) {
      String sink = pump.sink().name();
      results.dataPoint(result(sink, "delivered", pump.stats().delivered()));
      results.dataPoint(result(sink, "failed", pump.stats().failed()));
      results.dataPoint(result(sink, "dead", pump.stats().dead()));
      Counts of = counts.getOrDefault(sink, new Counts(0, 0));
      pending.dataPoint(point(Labels.of("sink", sink), of.pending()));
      dead.dataPoint(point(Labels.of("sink", sink), of.dead()));
    }
    all.metricSnapshot(results.build())
        .metricSnapshot(pending.build())
        .metricSnapshot(dead.build());
  }

  private static CounterDataPointSnapshot result(String sink, String result, long value) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of("sink", sink, "result", result))
        .value((double) value)
        .build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, long value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value((double) value).build();
  }

  private static GaugeSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(point(Labels.EMPTY, value))
        .build();
  }

  private static CounterSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value((double) value).build())
        .build();
  }
}
