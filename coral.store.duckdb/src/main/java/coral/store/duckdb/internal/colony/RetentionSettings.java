// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;

/**
 * How much of what scripts left behind is kept.
 *
 * @param age of executions, log lines and events
 * @param maxLogLines of all scripts together
 */
record RetentionSettings(Duration age, long maxLogLines) {
  static final int LEAST_DAYS = 1;
  static final int MOST_DAYS = 365;
  static final int LEAST_LINES = 1_000;
  static final int MOST_LINES = 100_000_000;

  RetentionSettings {
    check("retention_days", age.toDays(), LEAST_DAYS, MOST_DAYS);
    check("max_log_lines", maxLogLines, LEAST_LINES, MOST_LINES);
  }

  private static void check(String key, long value, int least, int most) {
    if (value < least || value > most) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "results.%s is %d; it must be between %d and %d".formatted(key, value, least, most));
    }
  }
}
