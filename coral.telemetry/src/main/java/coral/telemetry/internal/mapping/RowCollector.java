// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.api.telemetry.TelemetryRow;
import java.util.ArrayList;
import java.util.List;

/** Gathers the rows of one request and counts what it cannot take. */
final class RowCollector {
  private final List<TelemetryRow> rows = new ArrayList<>();
  private long rejected;
  private String reason = "";

  void add(TelemetryRow row) {
    rows.add(row);
  }

  void reject(String why) {
    if (rejected++ == 0) {
      reason = why;
    }
  }

  Mapped mapped(Runnable rollback) {
    return new Mapped(rows, rejected, reason, rollback);
  }
}
