// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.Arrays;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/** Quantiles of what was measured, by nearest rank. */
final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
    Arrays.sort(sorted);
  }

  static Samples of(Collection<Double> values) {
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** From an array of numbers that a script printed. */
  static Samples of(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return new Samples(values);
  }

  double p50() {
    return quantile(0.5);
  }

  double p99() {
    return quantile(0.99);
  }

  double least() {
    return quantile(0);
  }

  double most() {
    return quantile(1);
  }

  int count() {
    return sorted.length;
  }

  private double quantile(double q) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }
}
