// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times and durations as people read them. */
public final class Times {
  private Times() {}

  /** Null for one that is absent. */
  static @Nullable Instant of(Timestamp timestamp) {
    return timestamp.getSeconds() == 0
        ? null
        : Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  /**
   * {@code 2m ago}, in the largest unit that is not zero; {@code just now} below a second, {@code
   * never} for null.
   */
  public static String ago(@Nullable Instant then, Instant now) {
    if (then == null) {
      return "never";
    }
    Duration passed = Duration.between(then, now);
    if (passed.toDays() > 0) {
      return passed.toDays() + "d ago";
    }
    if (passed.toHours() > 0) {
      return passed.toHours() + "h ago";
    }
    if (passed.toMinutes() > 0) {
      return passed.toMinutes() + "m ago";
    }
    return passed.toSeconds() > 0 ? passed.toSeconds() + "s ago" : "just now";
  }

  /**
   * In the two largest units, such as {@code 3d 2h} or {@code 2m 5s}; below a second {@code 120ms}.
   * A negative one, as clocks that differ give it, counts as none.
   */
  public static String passed(Duration duration) {
    if (duration.isNegative()) {
      return "0ms";
    }
    if (duration.toDays() > 0) {
      return two(duration.toDays(), "d", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return two(duration.toHours(), "h", duration.toMinutesPart(), "m");
    }
    if (duration.toMinutes() > 0) {
      return two(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
    }
    return duration.toSeconds() > 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  private static String two(long large, String unit, int small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + " " + small + smallUnit;
  }

  /** To the second, in UTC; {@code never} for null. */
  public static String second(@Nullable Instant instant) {
    return instant == null ? "never" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
