// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody who mistyped a method's name may have meant. */
final class SimilarNames {
  private static final int MAX_LENGTH = 100;
  private static final int MAX_NAMES = 3;

  private SimilarNames() {}

  /** A sentence's end: {@code "; did you mean 'db.query'?"}, or where to look. */
  static String hint(String name, Collection<String> names) {
    if (names.isEmpty()) {
      return "; it has no SDK methods at all";
    }
    List<String> near = near(shortened(name), names);
    return near.isEmpty()
        ? "; it has " + String.join(", ", names)
        : "; did you mean '" + String.join("', '", near) + "'?";
  }

  /** Names come from scripts: never repeat a long one. */
  static String shortened(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…";
  }

  private static List<String> near(String name, Collection<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int most = Math.max(2, name.length() / 4);
    return names.stream()
        .filter(known -> distance(wanted, known.toLowerCase(Locale.ROOT)) <= most)
        .sorted(Comparator.comparingInt(known -> distance(wanted, known.toLowerCase(Locale.ROOT))))
        .limit(MAX_NAMES)
        .toList();
  }

  /** Levenshtein's distance, by the usual two-row recurrence. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
