// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import coral.api.script.Script;
import java.util.Optional;
import java.util.UUID;

/**
 * A script that an agent holds.
 *
 * @param deploymentId empty: deployed on the agent itself
 * @param execution the running or last execution; empty: none yet
 * @param trouble what keeps its trigger from firing, in one sentence; empty: nothing does
 * @param skipped firings that got no run of their own since this agent process holds the script,
 *     because the run before them was under way
 */
public record AssignedScript(
    Script script,
    Optional<UUID> deploymentId,
    Optional<Execution> execution,
    String trouble,
    long skipped) {

  /** One whose trigger has no trouble and has not fired in vain. */
  public AssignedScript(Script script, Optional<UUID> deploymentId, Optional<Execution> execution) {
    this(script, deploymentId, execution, "", 0);
  }

  /** Whether it is not started again until it is deployed anew. */
  public boolean quarantined() {
    return execution.filter(last -> last.consumption().quarantined()).isPresent();
  }
}
