// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckTimesTest {
  private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");
  private final CheckTimes times = new CheckTimes(10_000, 3_000);

  @Test
  void comesEveryIntervalAtItsPhase() {
    assertThat(times.after(NOON)).isEqualTo(NOON.plusSeconds(3));
    assertThat(times.after(NOON.plusSeconds(3))).isEqualTo(NOON.plusSeconds(13));
    assertThat(times.after(NOON.plusMillis(12_999))).isEqualTo(NOON.plusSeconds(13));
  }

  @Test
  void leavesOutWhatPassedDuringASlowEvaluation() {
    assertThat(times.after(NOON.plusSeconds(3), NOON.plusSeconds(38)))
        .isEqualTo(NOON.plusSeconds(43));
  }

  @Test
  void doesNotComeTwiceWhereATimerIsEarly() {
    Instant due = NOON.plusSeconds(3);

    assertThat(times.after(due, due.minusMillis(2))).isEqualTo(NOON.plusSeconds(13));
  }

  @Test
  void goesOnAtOnceWhenTheClockIsSetBack() {
    Instant hourAgo = NOON.minusSeconds(3_600);

    assertThat(times.after(NOON.plusSeconds(3), hourAgo)).isEqualTo(hourAgo.plusSeconds(3));
  }

  @Test
  void spreadsHandlersOverTheInterval() {
    for (Duration interval : new Duration[] {Duration.ofSeconds(1), Duration.ofDays(1)}) {
      int[] tenths = new int[10];
      IntStream.range(0, 1_000)
          .map(i -> new UUID(0, i).hashCode())
          .mapToObj(hash -> CheckTimes.of(interval, hash))
          .forEach(each -> tenths[(int) (each.phaseMillis() * 10 / interval.toMillis())]++);
      assertThat(IntStream.of(tenths).min().orElseThrow())
          .as("fewest handlers in a tenth of %s", interval)
          .isGreaterThan(50);
    }
  }
}
