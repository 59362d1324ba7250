// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header of RFC 9110, section 10.2.3: seconds, or a date. */
final class RetryAfter {
  /** A sink that asks for more is asked again after this. */
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Empty when it says neither. */
  static Optional<Duration> parse(String header, Instant now) {
    try {
      return Optional.of(limited(Duration.ofSeconds(Long.parseLong(header.strip()))));
    } catch (ArithmeticException | NumberFormatException e) {
      return parseDate(header.strip(), now);
    }
  }

  private static Optional<Duration> parseDate(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(limited(Duration.between(now, then)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration limited(Duration wish) {
    if (wish.isNegative()) {
      return Duration.ZERO;
    }
    return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
  }
}
