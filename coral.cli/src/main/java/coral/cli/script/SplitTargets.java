// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import java.util.ArrayList;
import java.util.List;

/** Several targets in one word of the command line, such as {@code payments,zone IN (a, b)}. */
final class SplitTargets {
  private SplitTargets() {}

  /**
   * Splits at commas, not at those in parentheses and quotes. What is not closed reaches to the
   * end, for the colony to say what is wrong with it. Blank ones are left out.
   */
  static List<String> of(String text) {
    var targets = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth = Math.max(0, depth - 1);
        case '"', '\'' -> i = endOfQuote(text, i);
        case ',' -> {
          if (depth == 0) {
            add(targets, text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    add(targets, text.substring(start));
    return targets;
  }

  private static void add(List<String> targets, String target) {
    if (!target.isBlank()) {
      targets.add(target.strip());
    }
  }

  /** A backslash takes the character after it as it is. */
  private static int endOfQuote(String text, int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != text.charAt(open)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
