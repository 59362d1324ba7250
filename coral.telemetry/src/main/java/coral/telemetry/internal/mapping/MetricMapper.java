// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Clock;
import java.time.Duration;

/**
 * Metrics. Remembers the last cumulative point of each series, so one instance sees them all.
 * Thread-safe.
 */
public final class MetricMapper {
  /** 20,000 histograms of the default 15 buckets are about 15 MB. */
  private static final int MAX_SERIES = 20_000;

  private static final Duration IDLE = Duration.ofHours(1);

  private final SeriesDeltas deltas;

  public MetricMapper(Clock clock) {
    this(new SeriesDeltas(clock, MAX_SERIES, IDLE));
  }

  MetricMapper(SeriesDeltas deltas) {
    this.deltas = deltas;
  }

  public Mapped map(ExportMetricsServiceRequest request) {
    SeriesDeltas.Update update = deltas.update();
    RowCollector rows = new RowCollector();
    PointReader reader = new PointReader(update, rows);
    DurationRows durations = new DurationRows(reader);
    MetricRows others = new MetricRows(reader, rows);
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Sender sender = Sender.of(resource.getResource());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          MetricStream stream = MetricStream.of(sender, scope.getScope(), metric);
          DurationFamily family = DurationFamily.of(metric);
          if (family == null) {
            others.add(stream);
          } else {
            durations.add(stream, family);
          }
        }
      }
    }
    durations.drainTo(rows);
    return rows.mapped(update::rollback);
  }
}
