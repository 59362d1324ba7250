// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import java.time.Instant;

/** OTLP's times: nanoseconds since 1970, unsigned, 0 for unknown. */
final class UnixNanos {
  private UnixNanos() {}

  /** Neither unknown nor beyond the year 2262. */
  static boolean known(long unixNanos) {
    return unixNanos > 0;
  }

  /** Cut to the microsecond, which is what the tables keep. */
  static Instant instant(long unixNanos) {
    long micros = unixNanos / 1_000;
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }
}
