// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

/**
 * A token of a predicate.
 *
 * @param text a value without its quotes, or the characters of an operator
 * @param position of its first character, from 1
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    WORD,
    QUOTED,
    EQUAL,
    NOT_EQUAL,
    LIKE,
    NOT_LIKE,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** Whether it is this word, in upper or lower case, and not in quotes. */
  boolean is(Keyword keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword.name());
  }

  boolean isKeyword() {
    return kind == Kind.WORD && Keyword.is(text);
  }
}
