// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.colony.deployer.internal.targeting.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a predicate.
 *
 * <pre>
 * any        = all { OR all }
 * all        = part { AND part }
 * part       = NOT part | "(" any ")" | comparison
 * comparison = key ( "=" | "!=" | "~" | "!~" ) value
 *            | key [ NOT ] IN "(" value { "," value } ")"
 * </pre>
 */
final class PredicateParser {
  private static final int MAX_DEPTH = 50;

  private final String text;
  private final List<Token> tokens;
  private int next;

  private PredicateParser(String text) {
    this.text = text;
    tokens = Lexer.tokens(text);
  }

  /** Throws {@link MalformedTargetException} where the text is no predicate. */
  static Predicate parse(String text) {
    var parser = new PredicateParser(text);
    Predicate predicate = parser.any(0);
    if (!parser.peek().is(Kind.END)) {
      throw parser.expected("AND, OR or the end");
    }
    return predicate;
  }

  private Predicate any(int depth) {
    var parts = new ArrayList<Predicate>();
    do {
      parts.add(all(depth));
    } while (skip(Keyword.OR));
    return parts.size() == 1 ? parts.getFirst() : new Predicate.Any(parts);
  }

  private Predicate all(int depth) {
    var parts = new ArrayList<Predicate>();
    do {
      parts.add(part(depth));
    } while (skip(Keyword.AND));
    return parts.size() == 1 ? parts.getFirst() : new Predicate.All(parts);
  }

  private Predicate part(int depth) {
    if (depth > MAX_DEPTH) {
      throw MalformedTargetException.at(
          peek().position(),
          text,
          "NOT and parentheses are nested deeper than %d levels".formatted(MAX_DEPTH));
    }
    if (skip(Keyword.NOT)) {
      return new Predicate.Not(part(depth + 1));
    }
    if (!skip(Kind.OPEN)) {
      return comparison();
    }
    Predicate inner = any(depth + 1);
    if (!skip(Kind.CLOSE)) {
      throw peek().is(Kind.END) ? wrong("\")\" is missing") : expected("AND, OR or \")\"");
    }
    return inner;
  }

  private Predicate comparison() {
    Key key = Key.of(literal("a key"));
    if (skip(Kind.EQUAL)) {
      return new Predicate.Has(key, new Condition.Is(value()));
    }
    if (skip(Kind.NOT_EQUAL)) {
      return new Predicate.Not(new Predicate.Has(key, new Condition.Is(value())));
    }
    if (skip(Kind.LIKE)) {
      return new Predicate.Has(key, new Condition.Like(new Glob(value())));
    }
    if (skip(Kind.NOT_LIKE)) {
      return new Predicate.Not(new Predicate.Has(key, new Condition.Like(new Glob(value()))));
    }
    boolean negated = skip(Keyword.NOT);
    if (!skip(Keyword.IN)) {
      throw expected(negated ? "IN" : "one of =, !=, ~, !~, IN and NOT IN");
    }
    var oneOf = new Predicate.Has(key, new Condition.OneOf(values()));
    return negated ? new Predicate.Not(oneOf) : oneOf;
  }

  private List<String> values() {
    if (!skip(Kind.OPEN)) {
      throw expected("\"(\"");
    }
    var values = new ArrayList<String>();
    do {
      values.add(value());
    } while (skip(Kind.COMMA));
    if (!skip(Kind.CLOSE)) {
      throw expected("\",\" or \")\"");
    }
    return values;
  }

  private String value() {
    return literal("a value");
  }

  /** A word or a text in quotes; a word of the grammar only in quotes. */
  private String literal(String what) {
    Token token = peek();
    if (token.isKeyword()) {
      throw wrong("%s is missing; \"%s\" is one in quotes only".formatted(what, token.text()));
    }
    if (!token.is(Kind.WORD) && !token.is(Kind.QUOTED)) {
      throw expected(what);
    }
    return take().text();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean skip(Keyword keyword) {
    return peek().is(keyword) && take().is(keyword);
  }

  private boolean skip(Kind kind) {
    return peek().is(kind) && take().is(kind);
  }

  private MalformedTargetException expected(String what) {
    Token token = peek();
    return token.is(Kind.END)
        ? wrong(what + " is missing")
        : wrong("%s is expected, not \"%s\"".formatted(what, token.text()));
  }

  private MalformedTargetException wrong(String what) {
    return MalformedTargetException.at(peek().position(), text, what);
  }
}
