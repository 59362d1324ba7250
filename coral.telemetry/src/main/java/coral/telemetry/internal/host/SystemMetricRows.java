// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryRow.SystemMetric;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Rows of system_metrics_local at one moment. */
final class SystemMetricRows {
  private static final JsonFactory JSON = new JsonFactory();

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
    rows.add(new SystemMetric(time, name, value.doubleValue(), unit, type, json(attributes)));
  }

  private static String json(String... attributes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 0; i < attributes.length; i += 2) {
        json.writeStringProperty(attributes[i], attributes[i + 1]);
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
