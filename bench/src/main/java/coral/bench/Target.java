// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.Locale;

/**
 * What a median, a p99 or a rate should be.
 *
 * @param atMost true for durations, false for rates
 * @param value in the unit of the row
 * @param tail true when it is the p99 that is judged
 */
record Target(boolean atMost, double value, boolean tail) {
  static Target atMost(double value) {
    return new Target(true, value, false);
  }

  static Target atLeast(double value) {
    return new Target(false, value, false);
  }

  static Target p99AtMost(double value) {
    return new Target(true, value, true);
  }

  boolean met(double measured) {
    return atMost ? measured <= value : measured >= value;
  }

  /** "met", or by how much of the target it was missed, where that can be said. */
  String verdict(double measured) {
    if (met(measured)) {
      return "met";
    }
    return value == 0 || Double.isNaN(measured)
        ? "missed"
        : String.format(Locale.ROOT, "missed by %.0f %%", Math.abs(measured - value) / value * 100);
  }

  @Override
  public String toString() {
    return (tail ? "p99 " : "") + (atMost ? "≤ " : "≥ ") + Figures.text(value);
  }
}
