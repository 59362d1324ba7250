// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The colony's scripts: checked before they are stored, versioned by content. Thread-safe. */
@ProviderType
public interface ScriptRegistry {

  /**
   * Checks and stores a draft. The same name and content gives back the stored version; other
   * content becomes the next version of that name. Nothing is stored unless all checks pass.
   *
   * @throws InvalidScriptException with each finding in the source
   * @throws coral.api.error.CoralException INVALID_ARGUMENT for a malformed name or an empty or too
   *     large source
   */
  Registered register(ScriptDraft draft);

  /**
   * What {@link #register} would give back for a draft that passes its checks. Nothing is checked
   * but name and size, and nothing is stored.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT as {@link #register}
   */
  Registered preview(ScriptDraft draft);

  /**
   * Each finding in the source, without storing anything; empty: valid. Results are cached by
   * content.
   */
  List<Diagnostic> validate(String code, String fileName);

  /**
   * The newest version of the script with this id, unique id prefix (8 characters or more) or name.
   *
   * @throws coral.api.error.CoralException NOT_FOUND, or INVALID_ARGUMENT when a prefix is
   *     ambiguous
   */
  Script find(String reference);

  /**
   * A stored version.
   *
   * @param created false: this name and content were stored already
   */
  record Registered(Script script, boolean created) {}
}
