// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import java.time.Duration;

/** A duration as people and SQL intervals write it. */
final class LookBack {
  private LookBack() {}

  /**
   * Such as {@code "1 hour"} or {@code "90 minutes"}: the largest unit that leaves no remainder.
   */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0) {
      return plural(millis / 3_600_000, "hour");
    }
    if (millis % 60_000 == 0) {
      return plural(millis / 60_000, "minute");
    }
    if (millis % 1_000 == 0) {
      return plural(millis / 1_000, "second");
    }
    return plural(millis, "millisecond");
  }

  private static String plural(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
