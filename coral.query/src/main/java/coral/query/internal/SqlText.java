// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;

/**
 * Limits on a text before native code reads it: DuckDB's parser overflows its stack on deep
 * nesting.
 */
final class SqlText {
  static final int MAX_BYTES = 32 << 10;
  static final int MAX_DEPTH = 100;

  private SqlText() {}

  /**
   * @throws CoralException QUERY_REFUSED
   */
  static void check(String sql) {
    if (sql.length() > MAX_BYTES || sql.getBytes(UTF_8).length > MAX_BYTES) {
      throw refused(
          "The statement is longer than the %,d bytes that are allowed; shorten it."
              .formatted(MAX_BYTES));
    }
    if (sql.indexOf('\0') >= 0) {
      throw refused("The statement contains a NUL character; remove it.");
    }
    if (depth(sql) > MAX_DEPTH) {
      throw refused(
          "The statement nests brackets deeper than the %d levels that are allowed; flatten it."
              .formatted(MAX_DEPTH));
    }
  }

  /**
   * How deep brackets nest, or more: opening ones count within quotes too, closing ones do not, so
   * that a literal can hide no depth.
   */
  private static int depth(String sql) {
    int depth = 0;
    int deepest = 0;
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      switch (c) {
        case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ')', ']', '}' -> depth -= quote == 0 && depth > 0 ? 1 : 0;
        case '\'', '"' -> quote = quote == 0 ? c : quote == c ? 0 : quote;
        default -> {}
      }
    }
    return deepest;
  }

  private static CoralException refused(String message) {
    return new CoralException(ErrorCode.QUERY_REFUSED, message);
  }
}
