// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.script.Script;
import coral.api.script.Trigger;
import java.util.List;

/** What deploying a script again comes to. */
final class Redeployment {
  private final ExecutionStore executions;

  Redeployment(ExecutionStore executions) {
    this.executions = executions;
  }

  /**
   * A manual script that has ended everywhere starts again, and one that is quarantined anywhere;
   * others wait for their trigger.
   */
  boolean changesNothing(Desired active, Script script) {
    if (active.script().version() != script.version() || script.adHoc()) {
      return false;
    }
    List<Execution> newest = executions.ofDeployment(active.deployment().id());
    if (newest.stream().anyMatch(execution -> execution.consumption().quarantined())) {
      return false;
    }
    boolean ended =
        !newest.isEmpty()
            && newest.stream().map(Execution::status).allMatch(ExecutionStatus::terminal);
    return !(ended && script.trigger() instanceof Trigger.Manual);
  }
}
