// SPDX-License-Identifier: Apache-2.0
package coral.api.agent;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Agents that a colony has ever seen, durable when a call returns. Thread-safe. */
@ProviderType
public interface AgentStore {
  /** Inserts the agent, or replaces the one of the same id; its layers are not kept. */
  void save(Agent agent);

  /** All agents, as disconnected, sorted by id. */
  List<Agent> all();
}
