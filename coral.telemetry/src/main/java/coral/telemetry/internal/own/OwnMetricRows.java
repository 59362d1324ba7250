// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.own;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryRow.Metric;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.host.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of otel_metrics_local about this agent at one moment. */
final class OwnMetricRows {
  private static final String RESOURCE =
      Attributes.json("service.name", TelemetryStore.OWN_SERVICE);

  private final Instant time;
  private final List<TelemetryRow> rows = new ArrayList<>();

  OwnMetricRows(Instant time) {
    this.time = time;
  }

  /**
   * What goes up and down.
   *
   * @param attributes key, value, key, value …
   */
  void gauge(String name, String unit, double value, String... attributes) {
    add(name, "gauge", unit, null, value, null, attributes);
  }

  /**
   * What only grows.
   *
   * @param delta since the sample before
   */
  void counter(String name, String unit, double value, double delta, String... attributes) {
    add(name, "sum", unit, "cumulative", value, delta, attributes);
  }

  List<TelemetryRow> rows() {
    return rows;
  }

  private void add(
      String name,
      String type,
      String unit,
      @Nullable String temporality,
      double value,
      @Nullable Double delta,
      String... attributes) {
    rows.add(
        new Metric(
            time,
            TelemetryStore.OWN_SERVICE,
            name,
            type,
            unit,
            temporality,
            temporality == null ? null : Boolean.TRUE,
            value,
            delta,
            null,
            null,
            null,
            null,
            null,
            null,
            Attributes.json(attributes),
            RESOURCE));
  }
}
