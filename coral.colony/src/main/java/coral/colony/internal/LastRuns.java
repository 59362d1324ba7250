// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How the last run of a deployment on each agent stands: read once from the store, then kept by
 * what comes in. A thousand agents ask for it whenever something is deployed. Thread-safe.
 */
final class LastRuns {
  private static final int MOST_DEPLOYMENTS = 256;

  private final ExecutionStore executions;

  /** Status by agent. Guarded by this. */
  private final Map<UUID, Map<String, ExecutionStatus>> byDeployment =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Map<String, ExecutionStatus>> eldest) {
          return size() > MOST_DEPLOYMENTS;
        }
      };

  LastRuns(ExecutionStore executions) {
    this.executions = executions;
  }

  /** Empty: the agent has not run it. */
  synchronized Optional<ExecutionStatus> status(UUID deployment, String agentId) {
    Map<String, ExecutionStatus> agents = byDeployment.get(deployment);
    if (agents == null) {
      agents = new HashMap<>();
      for (Execution execution : executions.ofDeployment(deployment)) {
        agents.put(execution.agentId(), execution.status());
      }
      byDeployment.put(deployment, agents);
    }
    return Optional.ofNullable(agents.get(agentId));
  }

  /** Takes in what is stored by now, and may have been read already. */
  synchronized void reported(UUID deployment, String agentId, ExecutionStatus status) {
    Map<String, ExecutionStatus> agents = byDeployment.get(deployment);
    if (agents != null) {
      agents.put(agentId, status);
    }
  }
}
