// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A wall clock and a timer that stand until the test moves them. Not thread-safe. */
final class FakeWallClock extends Clock implements Timer {
  private record Due(Duration at, Runnable task) {}

  private final List<Due> waiting = new ArrayList<>();

  /** As the timer knows it; the wall clock may have been set since. */
  private Duration passed = Duration.ZERO;

  private Instant wall;

  FakeWallClock(String wall) {
    this.wall = Instant.parse(wall);
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Due due = new Due(passed.plus(delay), task);
    waiting.add(due);
    return () -> waiting.remove(due);
  }

  /** Lets time pass, running what becomes due on the way, in order. */
  void pass(Duration duration) {
    Duration until = passed.plus(duration);
    for (Optional<Due> next = next(until); next.isPresent(); next = next(until)) {
      waiting.remove(next.get());
      move(next.get().at());
      next.get().task().run();
    }
    move(until);
  }

  /** Lets time pass up to that time of the wall clock. */
  void passUntil(String time) {
    pass(Duration.between(wall, Instant.parse(time)));
  }

  private Optional<Due> next(Duration until) {
    return waiting.stream()
        .filter(due -> due.at().compareTo(until) <= 0)
        .min(Comparator.comparing(Due::at));
  }

  private void move(Duration to) {
    wall = wall.plus(to.minus(passed));
    passed = to;
  }

  /** Sets the wall clock, of which the timer knows nothing; so does a machine that was asleep. */
  void set(String time) {
    wall = Instant.parse(time);
  }

  int waiting() {
    return waiting.size();
  }

  @Override
  public Instant instant() {
    return wall;
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
