// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.util.Arrays;

/**
 * Max-min fairness: who wants less than an equal part gets what it wants, and what it leaves is
 * divided equally among the others.
 */
final class FairShare {
  /** Who is held back wants as much as there is. */
  static final double ALL = Double.POSITIVE_INFINITY;

  private FairShare() {}

  /**
   * The most that anyone gets, so that all together get what there is; all of it where it is enough
   * for everyone.
   */
  static double of(double available, double... wanted) {
    double[] ascending = wanted.clone();
    Arrays.sort(ascending);
    double left = available;
    for (int i = 0; i < ascending.length; i++) {
      double equal = left / (ascending.length - i);
      if (ascending[i] > equal) {
        return equal;
      }
      left -= ascending[i];
    }
    return available;
  }
}
