// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionPlanTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Segment> live = new ArrayList<>();
  private long lastId;
  private long written;

  private void ingest(Instant now) {
    lastId++;
    live.add(
        new Segment(
            lastId,
            Segment.ingestedName(lastId),
            0,
            new SegmentStats(Map.of("t", 1L), Set.of(), now, now, now, now)));
  }

  private void merge(CompactionPlan plan) {
    lastId++;
    SegmentStats sum =
        plan.segments().stream().map(Segment::stats).reduce(SegmentStats::and).orElseThrow();
    live.removeAll(plan.segments());
    live.add(new Segment(lastId, Segment.mergedName(lastId), plan.level(), sum));
    live.sort(Segment.OLDEST_FIRST);
    written += sum.totalRows();
  }

  /** Retention in minutes, seconds between segments, most live segments, rewrites of a row. */
  @ParameterizedTest
  @CsvSource({"60, 1, 49, 2", "60, 15, 49, 2", "60, 300, 49, 2", "720, 1, 60, 3", "1, 1, 40, 2"})
  void boundsTheSegmentsAndTheRewritesOfARow(
      int retentionMinutes, int every, int mostLive, int mostRewrites) {
    Duration retention = Duration.ofMinutes(retentionMinutes);
    int most = 0;
    int ingested = 0;
    Instant now = START;
    for (; now.isBefore(START.plus(retention.multipliedBy(3))); now = now.plusSeconds(every)) {
      ingest(now);
      ingested++;
      Optional<CompactionPlan> plan = CompactionPlan.next(live, now, retention);
      while (plan.isPresent()) {
        merge(plan.get());
        plan = CompactionPlan.next(live, now, retention);
      }
      Instant oldest = now.minus(retention);
      live.removeIf(segment -> segment.stats().lastArrival().isBefore(oldest));
      most = Math.max(most, live.size());
    }
    Instant first = live.getFirst().stats().firstArrival();
    assertThat(most).isLessThanOrEqualTo(mostLive);
    assertThat(written).isLessThanOrEqualTo((long) ingested * mostRewrites);
    assertThat(Duration.between(first, now))
        .isBetween(retention, retention.multipliedBy(13).dividedBy(12).plusSeconds(every + 10L));
  }

  @Test
  void mergesNothingWhileThereIsLittle() {
    for (int i = 0; i < CompactionPlan.FAN - 1; i++) {
      ingest(START.plusSeconds(i));
    }
    assertThat(CompactionPlan.next(live, START.plusSeconds(20), Duration.ofHours(1))).isEmpty();
  }

  @Test
  void mergesNeighboursOfOneLevelOnly() {
    for (int i = 0; i < CompactionPlan.FAN; i++) {
      ingest(START.plusSeconds(i));
    }
    CompactionPlan plan =
        CompactionPlan.next(live, START.plusSeconds(20), Duration.ofHours(1)).orElseThrow();
    assertThat(plan.segments()).isEqualTo(live);
    assertThat(plan.small()).isTrue();
    assertThat(plan.level()).isEqualTo(1);
    merge(plan);
    ingest(START.plusSeconds(30));
    assertThat(CompactionPlan.next(live, START.plusSeconds(31), Duration.ofHours(1))).isEmpty();
  }
}
