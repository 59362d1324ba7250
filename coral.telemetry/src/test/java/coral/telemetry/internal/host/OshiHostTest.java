// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import coral.api.telemetry.HostStats;
import coral.api.telemetry.TelemetryRow.SystemMetric;
import coral.telemetry.internal.RecordingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** This very host. */
class OshiHostTest {
  private final OshiHost host = new OshiHost();

  @Test
  void knowsCpuMemoryAndName() {
    HostStats.Cpu cpu = host.cpu();
    HostStats.Memory memory = host.memory();

    assertThat(cpu.usagePercent()).isBetween(0.0, 100.0);
    assertThat(cpu.cores()).isPositive();
    assertThat(memory.total()).isPositive();
    assertThat(memory.available()).isBetween(1L, memory.total());
    assertThat(memory.free()).isBetween(1L, memory.total());
    assertThat(host.host().hostname()).isNotEmpty();
    assertThat(host.host().uptimeSeconds()).isPositive();
  }

  @Test
  void samplesWithTheNamesOfOpenTelemetry() {
    List<SystemMetric> rows =
        new HostMetrics(host).sample(Instant.EPOCH).stream().map(SystemMetric.class::cast).toList();

    assertThat(rows)
        .extracting(SystemMetric::metricName)
        .contains(
            "system.cpu.utilization",
            "system.cpu.load_average.1m",
            "system.memory.usage",
            "system.memory.utilization",
            "system.paging.usage",
            "system.uptime");
    assertThat(rows)
        .filteredOn(row -> row.metricName().equals("system.cpu.utilization"))
        .anyMatch(row -> row.attributes().equals("{\"state\":\"user\"}"));
    double cpu =
        rows.stream()
            .filter(row -> row.metricName().equals("system.cpu.utilization"))
            .mapToDouble(SystemMetric::value)
            .sum();
    assertThat(cpu).isCloseTo(1.0, within(1e-6));
  }

  @Test
  void storesASampleAtOnceAndStopsWhenClosed() {
    RecordingStore store = new RecordingStore();
    try (MetricSampler sampler = MetricSampler.of(() -> host, store, Duration.ofHours(1))) {
      await().until(() -> !store.rows(SystemMetric.class).isEmpty());
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("coral-host-metrics")));
  }
}
