// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.List;

/** A script that does not pass validation, with every finding. */
public final class InvalidScriptException extends CoralException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  /**
   * The code is FORBIDDEN_IMPORT when a finding's code is {@code "import"}, else INVALID_SCRIPT.
   */
  public InvalidScriptException(List<Diagnostic> diagnostics) {
    super(
        diagnostics.stream().anyMatch(d -> d.code().equals("import"))
            ? ErrorCode.FORBIDDEN_IMPORT
            : ErrorCode.INVALID_SCRIPT,
        summary(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private static String summary(List<Diagnostic> diagnostics) {
    String first = diagnostics.getFirst().toString();
    int more = diagnostics.size() - 1;
    return more == 0 ? first : first + " (and " + more + " more)";
  }
}
