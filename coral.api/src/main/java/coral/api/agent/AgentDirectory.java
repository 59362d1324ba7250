// SPDX-License-Identifier: Apache-2.0
package coral.api.agent;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The agents of a colony, connected or not. Thread-safe. */
@ProviderType
public interface AgentDirectory {
  /** Sorted by id. */
  List<Agent> agents();

  Optional<Agent> find(String agentId);

  /**
   * Calls back, on any thread, after an agent has come, gone or changed its labels, services or
   * state. Close to stop listening.
   */
  AutoCloseable listen(Runnable listener);
}
