// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.Locale;

/** Numbers as a table shows them: three digits that count, thousands grouped. */
final class Figures {
  private Figures() {}

  static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    String pattern =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
