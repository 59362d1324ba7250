// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.telemetry.TelemetryStore;
import java.util.TreeMap;

/** Counts of telemetry as text. */
final class TelemetryText {
  private TelemetryText() {}

  static String of(TelemetryStore store) {
    TextTable table = new TextTable("TABLE", "ROWS");
    new TreeMap<>(store.rowCounts()).forEach(table::row);
    String services = String.join(", ", store.services());
    return table.textOr("no telemetry has been received")
        + "services: "
        + (services.isEmpty() ? "none" : services)
        + "\n";
  }
}
