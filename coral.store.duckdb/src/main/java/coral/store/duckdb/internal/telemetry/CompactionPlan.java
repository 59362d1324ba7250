// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which segments to merge next. Arrival time is cut into periods of a twelfth of the retention.
 * Within a period, {@link #FAN} segments of one level become one of the next; what a past period
 * left becomes one segment. So whole files age out together, a row is written three times at most
 * within the usual hour, and there are at most 13 past periods + 17 + 17 segments of the present
 * one (+ 11 for half a day).
 *
 * @param segments neighbours in time, two or more, oldest first
 */
record CompactionPlan(List<Segment> segments) {
  static final int FAN = 18;

  /** A segment of a period may be sealed this much after the period's end. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  CompactionPlan {
    segments = List.copyOf(segments);
  }

  /** Whether it is soon done: it merges what ingestion wrote in the last seconds. */
  boolean small() {
    return segments.size() <= FAN && segments.stream().allMatch(segment -> segment.level() == 0);
  }

  int level() {
    return 1 + segments.stream().mapToInt(Segment::level).max().orElse(0);
  }

  /**
   * The most urgent merge.
   *
   * @param live oldest first, without those in a merge
   */
  static Optional<CompactionPlan> next(List<Segment> live, Instant now, Duration retention) {
    long period = Math.max(retention.toMillis() / 12, 10_000);
    Map<Long, List<Segment>> byPeriod = new TreeMap<>();
    for (Segment segment : live) {
      byPeriod
          .computeIfAbsent(period(segment.stats().lastArrival(), period), p -> new ArrayList<>())
          .add(segment);
    }
    return byPeriod.values().stream()
        .map(CompactionPlan::fullLevel)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> pastPeriod(byPeriod, period(now.minus(GRACE), period)));
  }

  private static long period(Instant time, long millis) {
    return Math.floorDiv(time.toEpochMilli(), millis);
  }

  private static Optional<CompactionPlan> fullLevel(List<Segment> segments) {
    Map<Integer, List<Segment>> byLevel = new TreeMap<>();
    for (Segment segment : segments) {
      byLevel.computeIfAbsent(segment.level(), level -> new ArrayList<>()).add(segment);
    }
    return byLevel.values().stream()
        .filter(level -> level.size() >= FAN)
        .map(level -> new CompactionPlan(level.subList(0, FAN)))
        .findFirst();
  }

  private static Optional<CompactionPlan> pastPeriod(
      Map<Long, List<Segment>> byPeriod, long settled) {
    return byPeriod.entrySet().stream()
        .filter(period -> period.getKey() < settled && period.getValue().size() > 1)
        .map(period -> new CompactionPlan(period.getValue()))
        .findFirst();
  }
}
