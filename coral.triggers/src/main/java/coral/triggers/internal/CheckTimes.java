// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * When a condition is evaluated: every {@code interval}, as many milliseconds past its multiples
 * since the epoch as the phase says. A phase is a handler's own and outlives it, so that handlers
 * which a restart makes all at once do not stay together.
 *
 * @param intervalMillis at least 1
 * @param phaseMillis at least 0, below the interval
 */
record CheckTimes(long intervalMillis, long phaseMillis) {
  static CheckTimes of(Duration interval, int hash) {
    long millis = interval.toMillis();
    // Spread over all of a long: intervals may be longer than an int's range of milliseconds.
    return new CheckTimes(millis, Math.floorMod(hash * 0x9E3779B97F4A7C15L, millis));
  }

  /** The next one after a moment; those that have passed meanwhile are left out. */
  Instant after(Instant moment) {
    long turn = Math.floorDiv(moment.toEpochMilli() - phaseMillis, intervalMillis) + 1;
    return Instant.ofEpochMilli(turn * intervalMillis + phaseMillis);
  }

  /**
   * The next one to wait for when that of {@code due} is over. A timer may be early by the clock:
   * the same one does not come twice. One that would be in a far future, since the clock was set
   * back, is not waited for.
   */
  Instant after(Instant due, Instant now) {
    Instant next = after(now);
    boolean early = !next.isAfter(due) && due.toEpochMilli() - now.toEpochMilli() < intervalMillis;
    return early ? after(due) : next;
  }
}
