// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialHistogramValueTest {
  private static final ExponentialBuckets NONE = ExponentialBuckets.NONE;

  @Test
  void writesItsBoundsOut() {
    ExplicitHistogram explicit =
        value(
                0,
                5,
                new ExponentialBuckets(0, List.of(1L, 2L)),
                new ExponentialBuckets(1, List.of(3L)))
            .explicit();

    assertThat(explicit.bounds()).containsExactly(-4.0, -2.0, 1.0, 2.0, 4.0);
    assertThat(explicit.counts()).containsExactly(0L, 3L, 5L, 1L, 2L, 0L);
    assertThat(explicit.fault()).isNull();
  }

  @Test
  void isOneBucketWhenOnlyZerosWereCounted() {
    ExplicitHistogram explicit = value(3, 5, NONE, NONE).explicit();

    assertThat(explicit.bounds()).containsExactly(0.0);
    assertThat(explicit.counts()).containsExactly(5L, 0L);
  }

  @Test
  void leavesEmptyEndsAway() {
    ExplicitHistogram explicit =
        value(0, 0, new ExponentialBuckets(-3, List.of(0L, 0L, 0L, 4L, 0L)), NONE).explicit();

    assertThat(explicit.bounds()).containsExactly(1.0, 2.0);
    assertThat(explicit.counts()).containsExactly(0L, 4L, 0L);
  }

  @Test
  void mergesPairsOfBucketsWhenItsScaleGoesDown() {
    assertThat(new ExponentialBuckets(-3, List.of(1L, 2L, 3L, 4L)).coarser(1))
        .isEqualTo(new ExponentialBuckets(-2, List.of(1L, 5L, 4L)));
  }

  @Test
  void seesAResetInABucketThatShrank() {
    ExponentialBuckets earlier = new ExponentialBuckets(0, List.of(5L, 1L));

    assertThat(new ExponentialBuckets(0, List.of(4L, 9L)).since(earlier)).isNull();
    assertThat(new ExponentialBuckets(1, List.of(9L)).since(earlier)).isNull();
  }

  @Test
  void refusesBucketsThatNoDoubleReaches() {
    assertThat(value(0, 0, new ExponentialBuckets(Integer.MAX_VALUE, List.of(1L)), NONE).fault())
        .isEqualTo("buckets beyond the range of a double");
    assertThat(value(99, 0, NONE, NONE).fault()).isEqualTo("scale 99 (must be from -10 to 20)");
  }

  private static ExponentialHistogramValue value(
      int scale, long zeros, ExponentialBuckets positive, ExponentialBuckets negative) {
    long count =
        zeros
            + positive.counts().stream().mapToLong(Long::longValue).sum()
            + negative.counts().stream().mapToLong(Long::longValue).sum();
    return new ExponentialHistogramValue(
        count, 1, Double.NaN, Double.NaN, scale, zeros, 0, positive, negative);
  }
}
