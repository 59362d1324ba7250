// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** What fits into an answer: a client pays for each character. */
final class Shortened {
  /** About 5,000 tokens. */
  static final int MAX_CHARACTERS = 20_000;

  private Shortened() {}

  /** The last ones of these, whose texts fit; at least one. */
  static <T> List<T> newest(List<T> all, Function<T, String> text) {
    return newest(all, text, MAX_CHARACTERS);
  }

  /** The same, of another length. */
  static <T> List<T> newest(List<T> all, Function<T, String> text, int maxCharacters) {
    List<T> kept = new ArrayList<>();
    int left = maxCharacters;
    for (int i = all.size() - 1; i >= 0; i--) {
      left -= text.apply(all.get(i)).length() + 1;
      if (left < 0 && !kept.isEmpty()) {
        break;
      }
      kept.add(all.get(i));
    }
    Collections.reverse(kept);
    return kept;
  }
}
