// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.agent.Deployer.Placement;
import coral.api.script.Canary;
import coral.api.script.Script;
import java.time.Clock;
import java.util.Optional;

/**
 * Deployments that are asked for: each is nothing new, has to wait for an approval, or starts.
 * Calls are the caller's to serialise.
 */
final class Requests {
  private final Deployments deployments;
  private final Rollouts rollouts;
  private final Placements placements;
  private final Redeployment redeployment;
  private final Approvals approvals;
  private final Starts starts;
  private final Clock clock;

  Requests(
      Deployments deployments,
      Rollouts rollouts,
      Placements placements,
      Redeployment redeployment,
      Approvals approvals,
      Starts starts,
      Clock clock) {
    this.deployments = deployments;
    this.rollouts = rollouts;
    this.placements = placements;
    this.redeployment = redeployment;
    this.approvals = approvals;
    this.starts = starts;
    this.clock = clock;
  }

  /**
   * Brings a version to agents.
   *
   * @param action for the audit log
   */
  Outcome deploy(
      String action, Script script, String actor, boolean allowPending, Optional<Canary> canary) {
    placements.checkTargets(script);
    Optional<Desired> active = deployments.active(script.id());
    Optional<Desired> present = rollouts.desired(script.id()).or(() -> active);
    if (present.isPresent() && redeployment.changesNothing(present.get(), script)) {
      approvals.withdraw(script, actor);
      return new Outcome(present.get().deployment(), rollouts.placement(script), true);
    }
    if (active.isPresent() && redeployment.changesNothing(active.get(), script)) {
      approvals.withdraw(script, actor);
      return starts.goBack(action, active.get(), actor);
    }
    Placement placement = check(script, allowPending);
    String from =
        present
            .filter(older -> !action.equals("deploy"))
            .map(older -> "from v" + older.script().version() + " ")
            .orElse("");
    return approvals
        .request(action, script, canary, actor, from)
        .orElseGet(
            () -> {
              Desired desired = deployments.created(script, actor, clock.instant());
              return starts.start(action, desired, placement, canary, actor, from);
            });
  }

  /** Refuses what cannot be deployed. */
  Placement check(Script script, boolean allowPending) {
    placements.checkTargets(script);
    approvals.checkRun(script);
    Placement placement = placements.of(script);
    if (!allowPending && placement.agents().isEmpty()) {
      throw placements.nowhere(script, placement);
    }
    return placement;
  }
}
