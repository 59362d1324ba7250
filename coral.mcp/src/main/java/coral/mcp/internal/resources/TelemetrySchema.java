// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import coral.api.mcp.McpResource;
import coral.api.telemetry.TelemetryTable;
import coral.mcp.internal.tools.TelemetrySamples;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code coral://schema}: the telemetry tables, from what their DDL is made of too, and what is in
 * them now.
 */
@Component(service = McpResource.class, property = McpResource.URI + "=coral://schema")
public final class TelemetrySchema implements McpResource {
  private final Supplier<String> samples;

  @Activate
  public TelemetrySchema(@Reference(name = "samples") TelemetrySamples samples) {
    this((Supplier<String>) samples::text);
  }

  TelemetrySchema(Supplier<String> samples) {
    this.samples = samples;
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String title() {
    return "Telemetry tables";
  }

  @Override
  public String description() {
    return "The tables and columns that coral_query and coral.db.query read, with types and units, the newest"
        + " row of each, and the services that they know.";
  }

  @Override
  public String mimeType() {
    return "text/markdown";
  }

  @Override
  public String read(String uri) {
    StringBuilder text = new StringBuilder();
    for (TelemetryTable table : TelemetryTable.values()) {
      text.append("# %s\n\nTime column: %s\n\n".formatted(table.tableName(), table.timeColumn()));
      for (TelemetryTable.Column column : table.columns()) {
        text.append("- %s %s".formatted(column.name(), column.type()));
        text.append(column.meaning().isEmpty() ? "\n" : ": " + column.meaning() + "\n");
      }
      text.append("\n");
    }
    return text.append(samples.get()).toString();
  }
}
