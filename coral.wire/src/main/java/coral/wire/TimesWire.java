// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times and durations. */
public final class TimesWire {
  private TimesWire() {}

  /** To the nanosecond. */
  public static Timestamp toWire(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** To the nanosecond. */
  public static Instant fromWire(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  /** To the nanosecond. */
  public static Duration toWire(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  /** To the nanosecond; zero for an absent one. */
  public static java.time.Duration fromWire(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
