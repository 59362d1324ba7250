// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times as DuckDB keeps them: to the microsecond, and within the years that every reader can print.
 */
final class RowTime {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private RowTime() {}

  static Instant of(TelemetryRow row) {
    return clamp(row.time());
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clamp(instant));
  }

  private static Instant clamp(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time.truncatedTo(ChronoUnit.MICROS);
  }
}
