// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.colony.deployer.internal.targeting.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a predicate into tokens; the last is always END. */
final class Lexer {
  private final String text;
  private int next;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    var tokens = new ArrayList<Token>();
    do {
      tokens.add(lexer.token());
    } while (!tokens.getLast().is(Kind.END));
    return tokens;
  }

  private Token token() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return new Token(Kind.END, "", next + 1);
    }
    char first = text.charAt(next);
    return switch (first) {
      case '=' -> operator(Kind.EQUAL, "=");
      case '~' -> operator(Kind.LIKE, "~");
      case '(' -> operator(Kind.OPEN, "(");
      case ')' -> operator(Kind.CLOSE, ")");
      case ',' -> operator(Kind.COMMA, ",");
      case '!' -> negated();
      case '"', '\'' -> quoted(first);
      default -> word();
    };
  }

  private Token operator(Kind kind, String characters) {
    int position = next + 1;
    next += characters.length();
    return new Token(kind, characters, position);
  }

  private Token negated() {
    if (text.startsWith("!=", next)) {
      return operator(Kind.NOT_EQUAL, "!=");
    }
    if (text.startsWith("!~", next)) {
      return operator(Kind.NOT_LIKE, "!~");
    }
    throw MalformedTargetException.at(next + 2, text, "\"=\" or \"~\" is missing after \"!\"");
  }

  /** A backslash takes the character after it as it is. */
  private Token quoted(char quote) {
    int position = next + 1;
    var value = new StringBuilder();
    for (int i = next + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        next = i + 1;
        return new Token(Kind.QUOTED, value.toString(), position);
      }
      if (c == '\\' && ++i == text.length()) {
        break;
      }
      value.append(text.charAt(i));
    }
    throw MalformedTargetException.at(position, text, "this quote is not closed");
  }

  private Token word() {
    int start = next;
    while (next < text.length() && isWordCharacter(text.charAt(next))) {
      next++;
    }
    if (next == start) {
      throw MalformedTargetException.at(
          start + 1,
          text,
          "'%s' may stand in quotes only".formatted(Character.toString(text.codePointAt(start))));
    }
    return new Token(Kind.WORD, text.substring(start, next), start + 1);
  }

  private static boolean isWordCharacter(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "._/:*?-".indexOf(c) >= 0;
  }
}
