// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock and a timer that stand until the test moves them. Not thread-safe. */
public final class FakeTime extends Clock implements Timer {
  private record Due(Instant at, Runnable task) {}

  private final List<Due> due = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Due entry = new Due(now.plus(delay), task);
    due.add(entry);
    return () -> due.remove(entry);
  }

  /** Moves on, running what becomes due on the way, in order. */
  public void pass(Duration duration) {
    Instant until = now.plus(duration);
    for (Due next = next(until); next != null; next = next(until)) {
      due.remove(next);
      now = next.at();
      next.task().run();
    }
    now = until;
  }

  private Due next(Instant until) {
    return due.stream()
        .filter(entry -> !entry.at().isAfter(until))
        .min(Comparator.comparing(Due::at))
        .orElse(null);
  }

  public int scheduled() {
    return due.size();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
