// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void interpolatesWithinTheBucketThatHoldsTheRank() {
    histogram.add(List.of(10.0, 20.0, 40.0), List.of(10.0, 60.0, 20.0, 10.0));
    assertThat(histogram.quantile(0.05)).isEqualTo(5); // rank 5 of 10 in 0..10
    assertThat(histogram.quantile(0.40)).isEqualTo(15); // rank 30 of 60 in 10..20
    assertThat(histogram.quantile(0.80)).isEqualTo(30); // rank 10 of 20 in 20..40
  }

  @Test
  void answersWithTheHighestFiniteBoundBeyondIt() {
    histogram.add(List.of(10.0, 20.0), List.of(0.0, 1.0, 99.0));
    assertThat(histogram.quantile(0.99)).isEqualTo(20);
  }

  @Test
  void skipsEmptyBuckets() {
    histogram.add(List.of(10.0, 20.0, 30.0), List.of(0.0, 0.0, 4.0, 0.0));
    assertThat(histogram.quantile(0.5)).isEqualTo(25);
    assertThat(histogram.quantile(1)).isEqualTo(30);
  }

  @Test
  void takesABucketOfNegativeValuesForItsUpperBound() {
    histogram.add(List.of(-10.0, 10.0), List.of(2.0, 2.0, 0.0));
    assertThat(histogram.quantile(0.25)).isEqualTo(-10);
    assertThat(histogram.quantile(0.75)).isEqualTo(0);
  }

  @Test
  void isNotANumberWithoutObservations() {
    assertThat(histogram.quantile(0.5)).isNaN();
    histogram.add(List.of(10.0), List.of(0.0, 0.0));
    histogram.add(List.of(), List.of(7.0));
    assertThat(histogram.quantile(0.5)).isNaN();
  }

  @Test
  void addsSeriesWithDifferentBounds() {
    // 0..20 evenly 20 times, and 0..10 evenly 10 times: 0..10 holds 20 of 30, 10..20 the rest.
    histogram.add(List.of(20.0), List.of(20.0, 0.0));
    histogram.add(List.of(10.0, 20.0), List.of(10.0, 0.0, 0.0));
    assertThat(histogram.quantile(1.0 / 3)).isCloseTo(5, within(1e-9));
    assertThat(histogram.quantile(5.0 / 6)).isCloseTo(15, within(1e-9));
  }

  @Test
  void equalBoundsAddUpToOneSeries() {
    histogram.add(List.of(10.0, 20.0), List.of(1.0, 2.0, 3.0));
    histogram.add(List.of(10.0, 20.0), List.of(3.0, 2.0, 1.0));
    var one = new Histogram();
    one.add(List.of(10.0, 20.0), List.of(4.0, 4.0, 4.0));
    for (double q : new double[] {0.1, 0.3, 0.5, 0.9}) {
      assertThat(histogram.quantile(q)).isCloseTo(one.quantile(q), within(1e-9));
    }
  }
}
