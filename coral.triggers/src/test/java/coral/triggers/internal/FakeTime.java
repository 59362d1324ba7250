// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands, and evaluations that are run by moving it. */
final class FakeTime implements Evaluations {
  private record Waiting(Instant due, Runnable task) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private Instant now;

  FakeTime(Instant now) {
    this.now = now;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  Instant now() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable evaluation) {
    Waiting each = new Waiting(now.plus(delay), evaluation);
    waiting.add(each);
    return () -> waiting.remove(each);
  }

  int waiting() {
    return waiting.size();
  }

  /** Lets time pass without running anything, as within an evaluation. */
  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** Runs what waits in the order in which it is due, up to then. */
  void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (true) {
      Waiting next = null;
      for (Waiting each : waiting) {
        if (!each.due.isAfter(end) && (next == null || each.due.isBefore(next.due))) {
          next = each;
        }
      }
      if (next == null) {
        now = now.isAfter(end) ? now : end;
        return;
      }
      waiting.remove(next);
      now = now.isAfter(next.due) ? now : next.due;
      next.task.run();
    }
  }
}
