// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.agent.Deployer.Placement;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Canary;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.colony.deployer.internal.Rollouts.Trial;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings versions to agents, to all at once or by a canary, and ends canaries. Calls are the
 * caller's to serialise.
 */
final class Starts {
  /** Who does what nobody asked for, in the audit log. */
  static final String COLONY = "colony";

  private final Deployments deployments;
  private final Rollouts rollouts;
  private final Placements placements;
  private final ScriptStore scripts;
  private final AuditTrail audit;
  private final Clock clock;

  Starts(
      Deployments deployments,
      Rollouts rollouts,
      Placements placements,
      ScriptStore scripts,
      AuditTrail audit,
      Clock clock) {
    this.deployments = deployments;
    this.rollouts = rollouts;
    this.placements = placements;
    this.scripts = scripts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Starts a deployment in place of what is under way, and audits it.
   *
   * @param placement where it may go now
   * @param from what the audit log says before it
   */
  Outcome start(
      String action,
      Desired desired,
      Placement placement,
      Optional<Canary> canary,
      String actor,
      String from) {
    Optional<Trial> former = rollouts.of(desired.script().id());
    former.ifPresent(trial -> giveWay(trial, desired.script(), actor));
    try {
      return begin(action, desired, placement, canary, actor, from);
    } finally {
      // Only now, so that no canary agent goes back to the older version in between.
      former.ifPresent(rollouts::forget);
    }
  }

  private Outcome begin(
      String action,
      Desired desired,
      Placement placement,
      Optional<Canary> canary,
      String actor,
      String from) {
    Script script = desired.script();
    Instant now = clock.instant();
    if (canary.isEmpty() || placement.agents().isEmpty()) {
      deployments.start(desired, now);
      audit.add(actor, action, script, from + AuditTrail.to(placement));
      return new Outcome(desired.deployment(), placement, false);
    }
    Trial trial = rollouts.begin(desired, canary.get(), placement, now);
    var chosen = new Placement(trial.rollout().agentIds(), placement.skipped());
    audit.add(
        actor,
        action,
        script,
        "%scanary %s of %d agents"
            .formatted(from, AuditTrail.to(chosen), placement.agents().size()));
    return new Outcome(trial.desired().deployment(), chosen, false);
  }

  /** The same as was asked for before the deployment had to wait for its approval. */
  Outcome startApproved(Desired approved, String actor) {
    Optional<Canary> canary = rollouts.requested(approved.deployment());
    return start("approve", approved, placements.of(approved.script()), canary, actor, "");
  }

  /** Goes back from a canary to what the other agents kept. */
  Outcome goBack(String action, Desired active, String actor) {
    Script script = active.script();
    Placement placement = placements.of(script);
    rollouts
        .of(script.id())
        .ifPresent(
            trial -> {
              giveWay(trial, script, actor);
              rollouts.forget(trial);
            });
    audit.add(actor, action, script, "from its canary " + AuditTrail.to(placement));
    return new Outcome(active.deployment(), placement, false);
  }

  private void giveWay(Trial trial, Script successor, String actor) {
    String reason =
        trial.script().version() == successor.version()
            ? "it was deployed again"
            : "version %d takes its place".formatted(successor.version());
    rollouts.giveWay(trial, clock.instant(), reason);
    audit.add(actor, "halt", trial.script(), reason);
  }

  void halt(Trial trial, String actor, String reason) {
    rollouts.halt(trial, clock.instant(), reason);
    audit.add(actor, "halt", trial.script(), reason);
  }

  /**
   * Ends a canary before its time.
   *
   * @throws CoralException FAILED_PRECONDITION when there is none
   */
  Outcome promote(UUID scriptId, String actor) {
    Trial trial = rollouts.of(scriptId).orElseThrow(() -> noCanary(scriptId));
    return promote(trial, actor, "by " + actor);
  }

  Outcome promote(Trial trial, String actor, String reason) {
    Desired promoted = rollouts.promote(trial, clock.instant(), reason);
    Placement placement = placements.of(promoted.script());
    audit.add(actor, "promote", promoted.script(), AuditTrail.to(placement));
    return new Outcome(promoted.deployment(), placement, false);
  }

  private CoralException noCanary(UUID scriptId) {
    String name = scripts.newest(scriptId).map(Script::name).orElse(scriptId.toString());
    String became = rollouts.newest(scriptId).map(rollout -> ": " + became(rollout)).orElse("");
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "script \"%s\" has no canary under way%s".formatted(name, became));
  }

  private static String became(Rollout rollout) {
    return rollout.stage() == RolloutStage.PROMOTED
        ? "version %d went to all agents at %s".formatted(rollout.version(), at(rollout))
        : "the one of version %d was halted at %s (%s); deploy it again"
            .formatted(rollout.version(), at(rollout), rollout.reason());
  }

  private static String at(Rollout rollout) {
    return rollout.endedAt().orElse(rollout.startedAt()).toString();
  }
}
