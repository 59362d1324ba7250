// SPDX-License-Identifier: Apache-2.0
package coral.api.agent;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Agents that a colony has ever seen, durable when a call returns. Thread-safe. */
@ProviderType
public interface AgentStore {
  /**
   * Inserts agents, or replaces those of the same ids, all in one go; their layers and queries are
   * not kept.
   */
  void save(List<Agent> agents);

  /** All agents, as disconnected, sorted by id. */
  List<Agent> all();
}
