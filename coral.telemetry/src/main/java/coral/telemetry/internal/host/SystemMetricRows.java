// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryRow.SystemMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of system_metrics_local at one moment. */
final class SystemMetricRows {
  private final Instant time;
  private final List<TelemetryRow> rows = new ArrayList<>();

  SystemMetricRows(Instant time) {
    this.time = time;
  }

  /**
   * What goes up and down.
   *
   * @param attributes key, value, key, value …
   */
  void gauge(String name, String unit, Number value, String... attributes) {
    add(name, unit, "gauge", value, attributes);
  }

  /** Counts from the host's start, and never down. */
  void counter(String name, String unit, Number value, String... attributes) {
    add(name, unit, "counter", value, attributes);
  }

  List<TelemetryRow> rows() {
    return rows;
  }

  private void add(String name, String unit, String type, Number value, String... attributes) {
    rows.add(
        new SystemMetric(time, name, value.doubleValue(), unit, type, Attributes.json(attributes)));
  }
}
