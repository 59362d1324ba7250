// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.util.List;

/**
 * A script as somebody hands it in.
 *
 * @param fileName how diagnostics name the source
 */
public record ScriptDraft(
    String name,
    String code,
    String fileName,
    ScriptSettings settings,
    List<String> targets,
    Trigger trigger,
    String createdBy,
    boolean adHoc) {
  public ScriptDraft {
    targets = List.copyOf(targets);
  }
}
