// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

/** Quoting. */
final class Sql {
  private Sql() {}

  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  static String name(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
