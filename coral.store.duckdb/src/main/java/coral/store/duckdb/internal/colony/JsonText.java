// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

/** The little JSON that this bundle writes; DuckDB reads it. */
final class JsonText {
  private JsonText() {}

  /** {@code text} as a JSON string, with its quotation marks. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
