// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Executions, log lines and events that agents reported, durable when a call returns. Thread-safe.
 */
@ProviderType
public interface ExecutionStore {

  /**
   * Applies reports of one agent in one transaction. A report that was applied before changes
   * nothing, and neither does one of a script that was deleted.
   *
   * @return those that were new, in order
   */
  List<Report> apply(String agentId, List<Report> reports);

  Optional<Execution> find(UUID executionId);

  /** Executions of a script, newest first. */
  List<Execution> ofScript(UUID scriptId, int limit);

  /** Newest execution of each agent under a deployment. */
  List<Execution> ofDeployment(UUID deploymentId);

  /** The first execution of each agent that failed under a deployment. */
  List<Execution> firstFailed(UUID deploymentId);

  /**
   * The last {@code tail} lines and events of a script over all agents, oldest first; 0: all that
   * are kept.
   */
  List<LogEntry> logs(UUID scriptId, int tail);

  /**
   * The last {@code tail} lines and events of one execution, oldest first; 0: all that are kept.
   */
  List<LogEntry> logsOfExecution(UUID executionId, int tail);

  /**
   * The last {@code tail} events of all scripts over all agents that pass the filter, oldest first;
   * 0: all that are kept.
   */
  List<LogEntry> events(EventFilter filter, int tail);
}
