// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that does not introduce itself in time. Whether it may take longer is asked
 * when the time is up, since a process may connect before the agent says that it is expected; one
 * that was expected and is no longer has the whole time again. Thread-safe.
 */
final class Patience {
  private final ScheduledExecutorService timer;
  private final Duration time;
  private final BooleanSupplier expected;
  private final Runnable hangUp;
  private @Nullable Future<?> next;
  private boolean wasExpected;
  private boolean ended;

  /**
   * Starts at once.
   *
   * @param timer discards what comes after its shutdown
   */
  Patience(
      ScheduledExecutorService timer, Duration time, BooleanSupplier expected, Runnable hangUp) {
    this.timer = timer;
    this.time = time;
    this.expected = expected;
    this.hangUp = hangUp;
    again();
  }

  /** The connection has introduced itself, or ended. */
  synchronized void end() {
    ended = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized void again() {
    if (!ended) {
      next = timer.schedule(this::timeIsUp, time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void timeIsUp() {
    boolean isExpected = expected.getAsBoolean();
    if (isExpected || wasExpected) {
      wasExpected = isExpected;
      again();
    } else {
      hangUp.run();
    }
  }
}
