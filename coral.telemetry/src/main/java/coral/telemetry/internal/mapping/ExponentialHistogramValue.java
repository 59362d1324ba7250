// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exponential histogram: bucket i holds values in (base^i, base^(i+1)], where base is
 * 2^(2^-scale), as the OpenTelemetry metrics data model has it.
 */
record ExponentialHistogramValue(
    long count,
    double sum,
    double min,
    double max,
    int scale,
    long zeroCount,
    double zeroThreshold,
    ExponentialBuckets positive,
    ExponentialBuckets negative)
    implements Distribution, Cumulative<ExponentialHistogramValue> {
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;

  @Override
  public @Nullable String fault() {
    if (scale < MIN_SCALE || scale > MAX_SCALE) {
      return "scale " + scale + " (must be from " + MIN_SCALE + " to " + MAX_SCALE + ")";
    }
    if (positive.counts().size() + negative.counts().size() > ExplicitHistogram.MAX_BUCKETS) {
      return "more than " + ExplicitHistogram.MAX_BUCKETS + " buckets";
    }
    return inRange(positive) && inRange(negative) ? null : "buckets beyond the range of a double";
  }

  private boolean inRange(ExponentialBuckets buckets) {
    return buckets.counts().isEmpty()
        || (bound(buckets.offset()) > 0 && bound(buckets.last()) < Double.MAX_VALUE);
  }

  /** The lower bound of the bucket. */
  private double bound(long index) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }

  /** A scale may go down, since a sender makes room so; it goes up only when it began anew. */
  @Override
  public boolean comparable(ExponentialHistogramValue earlier) {
    return zeroThreshold == earlier.zeroThreshold;
  }

  @Override
  public @Nullable ExponentialHistogramValue since(ExponentialHistogramValue earlier) {
    if (scale > earlier.scale || count < earlier.count || zeroCount < earlier.zeroCount) {
      return null;
    }
    int steps = earlier.scale - scale;
    ExponentialBuckets above = positive.since(earlier.positive.coarser(steps));
    ExponentialBuckets below = negative.since(earlier.negative.coarser(steps));
    if (above == null || below == null) {
      return null;
    }
    return new ExponentialHistogramValue(
        count - earlier.count,
        sum - earlier.sum,
        Double.NaN,
        Double.NaN,
        scale,
        zeroCount - earlier.zeroCount,
        zeroThreshold,
        above,
        below);
  }

  /** The very same buckets, with their bounds written out and empty ends left away. */
  @Override
  public ExplicitHistogram explicit() {
    ExponentialBuckets below = negative.trimmed();
    ExponentialBuckets above = positive.trimmed();
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    if (!below.counts().isEmpty()) {
      bounds.add(-bound(below.last() + 1));
      counts.add(0L);
    }
    for (int i = below.counts().size() - 1; i >= 0; i--) {
      bounds.add(-bound((long) below.offset() + i));
      counts.add(below.counts().get(i));
    }
    bounds.add(above.counts().isEmpty() ? Math.max(0, zeroThreshold) : bound(above.offset()));
    counts.add(zeroCount);
    for (int i = 0; i < above.counts().size(); i++) {
      bounds.add(bound((long) above.offset() + i + 1));
      counts.add(above.counts().get(i));
    }
    counts.add(0L);
    return new ExplicitHistogram(count, sum, min, max, bounds, counts);
  }
}
