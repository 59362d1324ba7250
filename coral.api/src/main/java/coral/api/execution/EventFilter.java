// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which events of all those that scripts have emitted.
 *
 * @param atLeast that severity and those above it
 * @param scriptId only of that script; empty: of all
 * @param agentIds only on those agents; empty: on all
 */
public record EventFilter(
    Severity atLeast, Optional<UUID> scriptId, Optional<Set<String>> agentIds) {

  /** Every event. */
  public static final EventFilter ALL =
      new EventFilter(Severity.DEBUG, Optional.empty(), Optional.empty());

  public EventFilter {
    agentIds = agentIds.map(Set::copyOf);
  }
}
