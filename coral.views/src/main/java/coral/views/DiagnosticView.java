// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.Diagnostic;

/**
 * A finding in a script's source.
 *
 * @param line from 1
 * @param column from 1
 * @param code such as {@code "TS2322"}, {@code "syntax"} or {@code "import"}
 */
public record DiagnosticView(String file, int line, int column, String code, String message) {

  /** As a colony tells it. */
  public static DiagnosticView of(Diagnostic finding) {
    return new DiagnosticView(
        finding.getFile(),
        finding.getLine(),
        finding.getColumn(),
        finding.getCode(),
        finding.getMessage());
  }

  /** As compilers print it: {@code alert.ts:3:7 TS2322: …}. */
  public String row() {
    return "%s:%d:%d %s: %s".formatted(file, line, column, code, message);
  }
}
