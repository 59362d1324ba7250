// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.own;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryRow.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryMetricsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID SCRIPT = new UUID(0, 1);

  private final QueryMetrics metrics = new QueryMetrics();

  @Test
  void countsByScriptWithWhatWasAdded() {
    metrics.sample(report(usage(3, 30)), NOW);
    List<TelemetryRow> rows = metrics.sample(report(usage(5, 70)), NOW);
    Metric done = row(rows, "coral.query.count");
    assertThat(done.serviceName()).isEqualTo("coral-agent");
    assertThat(done.metricType()).isEqualTo("sum");
    assertThat(done.isMonotonic()).isTrue();
    assertThat(done.value()).isEqualTo(5.0);
    assertThat(done.delta()).isEqualTo(2.0);
    assertThat(done.attributes())
        .isEqualTo(
            "{\"coral.script.name\":\"alert\",\"coral.script.id\":\"%s\",\"coral.query.outcome\":\"done\"}"
                .formatted(SCRIPT));
    assertThat(row(rows, "coral.query.rows").delta()).isEqualTo(40.0);
    assertThat(row(rows, "coral.query.cpu.time").value()).isEqualTo(0.005);
    assertThat(row(rows, "coral.query.running").value()).isEqualTo(1.0);
  }

  @Test
  void saysNothingOfAScriptThatHasNotAskedSince() {
    metrics.sample(report(usage(3, 30)), NOW);
    assertThat(metrics.sample(report(usage(3, 30)), NOW))
        .extracting(row -> ((Metric) row).metricName())
        .containsExactly("coral.query.running", "coral.query.worker.restarts");
  }

  @Test
  void takesAnEngineThatCountsAnewForAReset() {
    metrics.sample(report(usage(30, 300)), NOW);
    List<TelemetryRow> rows = metrics.sample(report(usage(2, 20)), NOW);
    assertThat(row(rows, "coral.query.count").delta()).isEqualTo(2.0);
    assertThat(row(rows, "coral.query.rows").delta()).isEqualTo(20.0);
  }

  private static Metric row(List<TelemetryRow> rows, String name) {
    return rows.stream()
        .map(Metric.class::cast)
        .filter(row -> row.metricName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static QueryReport report(QueryUsage usage) {
    QueryOrigin origin = QueryOrigin.script("alert", SCRIPT, UUID.randomUUID());
    return new QueryReport(
        1, usage, 0, List.of(new QueryReport.Script(origin, 1, usage)), List.of());
  }

  private static QueryUsage usage(long done, long rows) {
    return new QueryUsage(
        done, 0, 0, 0, 0, rows, 0, Duration.ofMillis(2 * done), Duration.ofMillis(done));
  }
}
