// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static coral.telemetry.internal.mapping.Otlp.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import coral.telemetry.internal.mapping.Change.Added;
import coral.telemetry.internal.mapping.Change.Baseline;
import coral.telemetry.internal.mapping.Change.Known;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The receiver opens at second 0. */
class SeriesDeltasTest {
  private static final SeriesKey METRIC = SeriesKey.of("metric");
  private static final SeriesKey A = SeriesKey.of("metric", "a");
  private static final SeriesKey B = SeriesKey.of("metric", "b");
  private static final long LONG_AGO = -7200;

  private final SettableClock clock = new SettableClock();
  private final SeriesDeltas deltas = new SeriesDeltas(clock, 3, Duration.ofHours(1));

  @Test
  void countsASeriesThatBeganWithinTheReceiversLifeInFull() {
    assertThat(count(A, 1, 500, 7)).isEqualTo(added(7));
    assertThat(count(A, 1, 510, 9)).isEqualTo(added(2));
  }

  @Test
  void countsASeriesThatBeganJustBeforeItsPointInFull() {
    assertThat(count(A, -20, 10, 7)).isEqualTo(added(7));
  }

  @Test
  void takesTheFirstPointOfAnOldSeriesAsBaseline() {
    assertThat(count(A, LONG_AGO, 10, 100)).isEqualTo(new Baseline<>());
    assertThat(count(A, LONG_AGO, 20, 103)).isEqualTo(added(3));
  }

  @Test
  void countsASeriesThatAppearsInAnOldMetricInFull() {
    count(A, LONG_AGO, 10, 100);

    assertThat(count(B, LONG_AGO, 20, 4)).isEqualTo(added(4));
  }

  @Test
  void takesSeriesOfTheSameFirstExportAsBaselines() {
    count(A, LONG_AGO, 10, 100);

    assertThat(count(B, LONG_AGO, 10, 50)).isEqualTo(new Baseline<>());
  }

  @Test
  void dropsDuplicatesAndPointsOutOfOrder() {
    count(A, 1, 10, 5);
    count(A, 1, 20, 9);

    assertThat(count(A, 1, 20, 9)).isEqualTo(new Known<>());
    assertThat(count(A, 1, 10, 5)).isEqualTo(new Known<>());
    assertThat(count(A, 1, 30, 10)).isEqualTo(added(1));
  }

  @Test
  void coversAGapWithTheNextPoint() {
    count(A, 1, 10, 5);

    assertThat(count(A, 1, 600, 50)).isEqualTo(added(45));
  }

  @Test
  void takesASmallerValueAsAReset() {
    count(A, 1, 10, 50);

    assertThat(count(A, 1, 20, 3)).isEqualTo(added(3));
    assertThat(count(A, 1, 30, 5)).isEqualTo(added(2));
  }

  @Test
  void takesANewStartAsAReset() {
    count(A, 1, 10, 50);

    assertThat(count(A, 15, 20, 60)).isEqualTo(added(60));
  }

  @Test
  void tellsTwoProcessesOfTheSameNameApartByTheirStart() {
    count(A, 1, 10, 100);
    count(A, 5, 11, 7);

    assertThat(count(A, 1, 20, 101)).isEqualTo(added(1));
    assertThat(count(A, 5, 21, 9)).isEqualTo(added(2));
  }

  @Test
  void takesARequestBackWhenItCouldNotBeStored() {
    count(A, LONG_AGO, 10, 100);
    SeriesDeltas.Update lost = deltas.update();
    lost.cumulative(A, METRIC, nanos(LONG_AGO), nanos(20), new SumValue(105, true));
    lost.rollback();

    assertThat(count(A, LONG_AGO, 20, 105)).isEqualTo(added(5));
  }

  @Test
  void remembersNothingOfAFirstRequestThatWasTakenBack() {
    SeriesDeltas.Update lost = deltas.update();
    lost.cumulative(A, METRIC, nanos(LONG_AGO), nanos(10), new SumValue(100, true));
    lost.rollback();

    assertThat(deltas.size()).isZero();
    assertThat(count(A, LONG_AGO, 20, 105)).isEqualTo(new Baseline<>());
  }

  @Test
  void forgetsTheSeriesThatWasSilentLongestWhenThereAreTooMany() {
    List.of("a", "b", "c", "d").forEach(name -> count(SeriesKey.of(name), 1, 10, 5));

    assertThat(deltas.size()).isEqualTo(3);
  }

  @Test
  void neverCountsAForgottenSeriesTwice() {
    List.of("a", "b", "c", "d").forEach(name -> count(SeriesKey.of(name), 1, 10, 5));

    assertThat(count(SeriesKey.of("a"), 1, 20, 6)).isEqualTo(new Baseline<>());
  }

  @Test
  void forgetsASeriesThatIsSilentForAnHour() {
    count(A, 1, 10, 5);
    clock.now = clock.now.plus(Duration.ofHours(2));
    count(B, 7200, 7210, 5);

    assertThat(deltas.size()).isEqualTo(1);
  }

  @Test
  void knowsADeltaPointThatComesTwice() {
    assertThat(deltas.update().isNew(A, nanos(10))).isTrue();
    assertThat(deltas.update().isNew(A, nanos(10))).isFalse();
    assertThat(deltas.update().isNew(A, nanos(20))).isTrue();
  }

  private Change<SumValue> count(SeriesKey series, long start, long time, double value) {
    return deltas
        .update()
        .cumulative(series, METRIC, nanos(start), nanos(time), new SumValue(value, true));
  }

  private static Change<SumValue> added(double value) {
    return new Added<>(new SumValue(value, true));
  }

  private static final class SettableClock extends Clock {
    private Instant now = Otlp.T0;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
