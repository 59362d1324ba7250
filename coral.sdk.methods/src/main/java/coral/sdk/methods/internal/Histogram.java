// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Bucket counts, and the value below which a part of the observations lies.
 *
 * <p>The formula is that of Prometheus' {@code histogram_quantile} for classic histograms
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile, {@code
 * bucketQuantile} in promql/quantile.go): observations are taken to be spread evenly within a
 * bucket, the lowest bucket to start at 0 when its upper bound is positive, and a quantile in the
 * open-ended last bucket is the highest finite bound. Series with different bounds are added as the
 * piecewise linear distributions that this assumption makes of them; for series with equal bounds
 * that is the same as adding their buckets.
 */
final class Histogram {
  private final List<Layout> layouts = new ArrayList<>();
  private final TreeSet<Double> breaks = new TreeSet<>();
  private double total;

  /**
   * Adds counts.
   *
   * @param bounds n upper bounds, ascending, inclusive; without any the counts say nothing and are
   *     left out
   * @param counts n + 1 counts
   */
  void add(List<Double> bounds, List<Double> counts) {
    if (bounds.isEmpty()) {
      return;
    }
    var layout = new Layout(List.copyOf(bounds), List.copyOf(counts));
    layouts.add(layout);
    breaks.add(layout.start());
    breaks.addAll(bounds);
    total += counts.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * The value below which {@code q} of the observations lie.
   *
   * @param q from 0 to 1
   * @return NaN when nothing was observed
   */
  double quantile(double q) {
    if (!(total > 0)) {
      return Double.NaN;
    }
    double rank = q * total;
    double previous = breaks.first();
    double below = 0;
    for (double bound : breaks) {
      double upTo = upTo(bound);
      if (upTo >= rank) {
        return upTo > below
            ? previous + (bound - previous) * (rank - below) / (upTo - below)
            : bound;
      }
      previous = bound;
      below = upTo;
    }
    return breaks.last();
  }

  private double upTo(double value) {
    return layouts.stream().mapToDouble(layout -> layout.upTo(value)).sum();
  }

  private record Layout(List<Double> bounds, List<Double> counts) {
    double start() {
      return Math.min(0, bounds.getFirst());
    }

    /** Observations of at most {@code value}. */
    double upTo(double value) {
      double sum = 0;
      double lower = start();
      for (int i = 0; i < bounds.size(); i++) {
        double upper = bounds.get(i);
        if (value < upper) {
          return value <= lower ? sum : sum + counts.get(i) * (value - lower) / (upper - lower);
        }
        sum += counts.get(i);
        lower = upper;
      }
      return sum;
    }
  }
}
