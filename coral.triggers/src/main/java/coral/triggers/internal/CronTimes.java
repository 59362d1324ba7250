// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The instants at which a cron expression is due in a time zone; they are at least a minute apart.
 *
 * <p>A local time that the clocks leave out is due once, right after the gap. One that comes twice
 * is due the first time. An expression for every hour names no local hour, and goes on as time
 * does: it is due in both of the hours.
 */
record CronTimes(CronExpression expression, ZoneRules rules) {
  private static final Duration LESS_THAN_A_MINUTE = Duration.ofSeconds(30);

  /**
   * Reads an expression.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT as {@link CronExpression#parse}
   */
  static CronTimes of(String cron, ZoneId zone) {
    return new CronTimes(CronExpression.parse(cron), zone.getRules());
  }

  /** The first instant after the given one. */
  Instant next(Instant after) {
    LocalDateTime due = expression.next(LocalDateTime.ofInstant(after, rules.getOffset(after)));
    ZoneOffsetTransition change = rules.nextTransition(after);
    if (expression.everyHour()
        && change != null
        && change.isOverlap()
        && !due.isBefore(change.getDateTimeBefore())) {
      due = expression.next(change.getDateTimeAfter().minusSeconds(1));
    }
    Instant instant = instant(due, after);
    while (!instant.isAfter(after)) {
      due = expression.next(due);
      instant = instant(due, after);
    }
    return instant;
  }

  private Instant instant(LocalDateTime due, Instant after) {
    ZoneOffsetTransition change = rules.getTransition(due);
    if (change == null) {
      return due.toInstant(rules.getOffset(due));
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    Instant first = due.toInstant(change.getOffsetBefore());
    return expression.everyHour() && !first.isAfter(after)
        ? due.toInstant(change.getOffsetAfter())
        : first;
  }

  /**
   * The last instant that is not after {@code until}, without going through all of them.
   *
   * @param due one of the instants, not after {@code until}
   */
  Instant last(Instant due, Instant until) {
    Instant last = due;
    Instant end = until;
    for (Duration between = Duration.between(last, end);
        between.compareTo(LESS_THAN_A_MINUTE) > 0;
        between = Duration.between(last, end)) {
      Instant middle = last.plus(between.dividedBy(2));
      Instant next = next(middle);
      if (next.isAfter(until)) {
        end = middle;
      } else {
        last = next;
      }
    }
    return last;
  }

  /**
   * How many instants there are from {@code due}, one of them, to {@code until}; at most so many.
   */
  int count(Instant due, Instant until, int most) {
    int count = 1;
    for (Instant next = next(due); count < most && !next.isAfter(until); next = next(next)) {
      count++;
    }
    return count;
  }
}
