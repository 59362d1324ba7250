// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.proto.colony.v1.Diagnostic;

/** A finding as compilers print it. */
public final class DiagnosticText {
  private DiagnosticText() {}

  /** {@code alert.ts:3:7 TS2322: …}. */
  public static String of(Diagnostic finding) {
    return "%s:%d:%d %s: %s"
        .formatted(
            finding.getFile(),
            finding.getLine(),
            finding.getColumn(),
            finding.getCode(),
            finding.getMessage());
  }
}
