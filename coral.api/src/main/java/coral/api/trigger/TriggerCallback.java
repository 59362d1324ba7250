// SPDX-License-Identifier: Apache-2.0
package coral.api.trigger;

import org.osgi.annotation.versioning.ProviderType;

/** How a handler asks for a run. Thread-safe; never blocks. */
@ProviderType
public interface TriggerCallback {
  /**
   * Asks for one run.
   *
   * @param cause why, in a few words, such as {@code "deployed"}
   */
  void fire(String cause);

  /**
   * Says what keeps the trigger from firing, for the operator; it stays until the next call.
   *
   * @param why one sentence; empty: nothing does any more
   */
  void trouble(String why);
}
