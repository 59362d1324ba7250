// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

/** Tells predicates from names. */
final class Operators {
  private static final String SYMBOLS = "=~";
  private static final String BETWEEN_WORDS = "()\"',";

  private Operators() {}

  /**
   * Whether there is an operator outside quotes. Words end at white space and punctuation of the
   * grammar only, so that {@code sign-in} and {@code a+or} are names.
   */
  static boolean in(String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SYMBOLS.indexOf(c) >= 0) {
        return true;
      }
      if (!Character.isWhitespace(c) && BETWEEN_WORDS.indexOf(c) < 0) {
        continue;
      }
      if (Keyword.is(text.substring(start, i))) {
        return true;
      }
      if (c == '"' || c == '\'') {
        i = endOfQuote(text, i);
      }
      start = i + 1;
    }
    return start < text.length() && Keyword.is(text.substring(start));
  }

  /** The last character of a text in quotes; of all where the quote is not closed. */
  private static int endOfQuote(String text, int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != text.charAt(open)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length() - 1);
  }
}
