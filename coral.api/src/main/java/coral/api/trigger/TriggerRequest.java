// SPDX-License-Identifier: Apache-2.0
package coral.api.trigger;

import coral.api.script.Trigger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose trigger a handler is made for. A handler is made anew after a restart of the agent and
 * after an update of its bundle; it goes on from {@code since}.
 *
 * @param agentId with {@code scriptId} tells apart handlers that should not all fire at once
 * @param assigned when the agent took the script under its present deployment
 * @param lastFired when the trigger last fired under that deployment
 */
public record TriggerRequest(
    UUID scriptId,
    String scriptName,
    String agentId,
    Trigger trigger,
    Instant assigned,
    Optional<Instant> lastFired) {

  /** The moment up to which all firings have been given. */
  public Instant since() {
    return lastFired.orElse(assigned);
  }
}
