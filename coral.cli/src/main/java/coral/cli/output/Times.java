// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them. */
public final class Times {
  private Times() {}

  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  /** {@code 2m ago}, in the largest unit that is not zero; {@code just now} below a second. */
  public static String ago(Timestamp then, Instant now) {
    if (then.getSeconds() == 0) {
      return "never";
    }
    Duration passed = Duration.between(instant(then), now);
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

  /** To the second, in UTC. */
  public static String second(Timestamp timestamp) {
    return instant(timestamp).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
