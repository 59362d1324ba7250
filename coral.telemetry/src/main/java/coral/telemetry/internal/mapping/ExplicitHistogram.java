// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram with n upper bounds (inclusive) and n + 1 counts, or none of both.
 *
 * @param sum NaN when the sender gives none; likewise {@code min} and {@code max}
 */
record ExplicitHistogram(
    long count, double sum, double min, double max, List<Double> bounds, List<Long> counts)
    implements Distribution, Cumulative<ExplicitHistogram> {
  /** Ten times what an SDK makes by itself. */
  static final int MAX_BUCKETS = 2_000;

  @Override
  public ExplicitHistogram explicit() {
    return this;
  }

  @Override
  public @Nullable String fault() {
    if (counts.isEmpty() && bounds.isEmpty()) {
      return count < 0 ? "a count of " + Long.toUnsignedString(count) : null;
    }
    if (counts.size() != bounds.size() + 1) {
      return bounds.size()
          + " bounds and "
          + counts.size()
          + " counts (must be one more than bounds)";
    }
    if (counts.size() > MAX_BUCKETS) {
      return counts.size() + " buckets (at most " + MAX_BUCKETS + ")";
    }
    for (int i = 1; i < bounds.size(); i++) {
      if (!(bounds.get(i - 1) < bounds.get(i))) {
        return "bounds that do not increase at " + bounds.get(i);
      }
    }
    return null;
  }

  @Override
  public boolean comparable(ExplicitHistogram earlier) {
    return bounds.equals(earlier.bounds) && counts.size() == earlier.counts.size();
  }

  @Override
  public @Nullable ExplicitHistogram since(ExplicitHistogram earlier) {
    if (count < earlier.count) {
      return null;
    }
    List<Long> added = new ArrayList<>(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      long more = counts.get(i) - earlier.counts.get(i);
      if (more < 0) {
        return null;
      }
      added.add(more);
    }
    return new ExplicitHistogram(
        count - earlier.count, sum - earlier.sum, Double.NaN, Double.NaN, bounds, added);
  }

  /** NaN when nothing was counted or the sum is not known. */
  double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }
}
