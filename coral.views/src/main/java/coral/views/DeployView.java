// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.DeployScriptResponse;
import java.util.List;

/**
 * What became of a deployment, a roll-back or an approval.
 *
 * @param scriptId UUID
 * @param deployedTo agent ids
 * @param waitingAgents ids of agents that get this version once its canary is promoted
 * @param skipped agents that match and cannot run it
 * @param reason why it is pending or failed, in one sentence; empty: nothing to say
 * @param unchanged the same name and content were deployed already
 * @param pendingApproval no agent gets this version until an operator approves it
 */
public record DeployView(
    String scriptId,
    String name,
    int version,
    List<String> deployedTo,
    List<String> waitingAgents,
    List<SkippedView> skipped,
    Status status,
    String reason,
    boolean unchanged,
    boolean pendingApproval) {
  public DeployView {
    deployedTo = List.copyOf(deployedTo);
    waitingAgents = List.copyOf(waitingAgents);
    skipped = List.copyOf(skipped);
  }

  /** As a colony answers. */
  public static DeployView of(DeployScriptResponse response) {
    return new DeployView(
        response.getScriptId(),
        response.getName(),
        response.getVersion(),
        response.getDeployedToList(),
        response.getWaitingAgentsList(),
        response.getSkippedList().stream().map(SkippedView::of).toList(),
        Status.of(response.getStatus()),
        response.getReason(),
        response.getUnchanged(),
        response.getPendingApproval());
  }
}
