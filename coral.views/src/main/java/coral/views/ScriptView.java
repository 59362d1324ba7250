// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ScriptSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script as lists show it.
 *
 * @param id UUID
 * @param version that is deployed, else the newest
 * @param reason why it is pending, stopped or failed, in one sentence; empty: nothing to say
 * @param quarantinedOn ids of agents where it is not started again until it is deployed anew
 * @param targets agent ids, service names or predicates; empty: all agents
 * @param trigger {@code "manual"}, {@code "schedule"}, {@code "event"} or a bundle's type
 * @param agents ids of those that it is deployed to
 * @param deployedAt null: never
 * @param createdBy who stored this version
 * @param pendingApproval null: no version waits
 * @param rollout null: the newest deployment went to all agents at once
 */
public record ScriptView(
    String id,
    String name,
    int version,
    Status status,
    String reason,
    List<String> quarantinedOn,
    boolean archived,
    List<String> targets,
    String trigger,
    List<String> agents,
    @Nullable Instant deployedAt,
    String createdBy,
    @Nullable PendingApprovalView pendingApproval,
    @Nullable RolloutView rollout) {
  public ScriptView {
    quarantinedOn = List.copyOf(quarantinedOn);
    targets = List.copyOf(targets);
    agents = List.copyOf(agents);
  }

  /** As a colony lists it. */
  public static ScriptView of(ScriptSummary script) {
    return new ScriptView(
        script.getId(),
        script.getName(),
        script.getVersion(),
        Status.of(script.getStatus()),
        script.getReason(),
        script.getQuarantinedOnList(),
        script.getArchived(),
        script.getTargetsList(),
        script.getTrigger(),
        script.getAgentsList(),
        Times.of(script.getDeployedAt()),
        script.getCreatedBy(),
        script.hasPendingApproval() ? PendingApprovalView.of(script.getPendingApproval()) : null,
        script.hasRollout() ? RolloutView.of(script.getRollout()) : null);
  }
}
