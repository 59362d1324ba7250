// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks a script's imports, syntax and types without running it. Thread-safe; blocks for up to a
 * few seconds.
 */
@ProviderType
public interface ScriptValidator {

  /**
   * Every finding in the source, in order of position; empty when the script may be stored.
   *
   * @param fileName how findings name the source
   * @throws coral.api.error.CoralException UNAVAILABLE when there is no usable Deno, saying what to
   *     install
   */
  List<Diagnostic> validate(String code, String fileName);

  /** Version of the Deno that checks, such as {@code "2.9.6"}. */
  String runtimeVersion();
}
