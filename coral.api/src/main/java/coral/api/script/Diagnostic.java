// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

/**
 * One finding in the user's source.
 *
 * @param line counts from 1
 * @param column counts from 1
 * @param code {@code "TS2322"}, {@code "syntax"} or {@code "import"}
 */
public record Diagnostic(String file, int line, int column, String code, String message) {

  /** {@code alert.ts:3:7 TS2322: …}, as compilers write it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + " " + code + ": " + message;
  }
}
