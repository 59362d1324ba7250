// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Placement;
import coral.api.execution.ExecutionStore;
import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Canaries that are under way, one a script at most, beside the {@link Deployments} that the other
 * agents keep meanwhile. Reading is safe on any thread; changes are the caller's to serialise.
 */
final class Rollouts {
  private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

  private final ScriptStore store;
  private final ExecutionStore executions;
  private final Deployments deployments;
  private final Placements placements;
  private final Map<UUID, Trial> trials = new ConcurrentHashMap<>();

  /** A version on its canary agents. */
  record Trial(Desired desired, Rollout rollout) {
    Script script() {
      return desired.script();
    }
  }

  Rollouts(
      ScriptStore store,
      ExecutionStore executions,
      Deployments deployments,
      Placements placements,
      Instant now) {
    this.store = store;
    this.executions = executions;
    this.deployments = deployments;
    this.placements = placements;
    store.activeDeployments().stream()
        .filter(deployment -> deployment.state() == DeploymentState.CANARY)
        .forEach(deployment -> load(deployment, now));
  }

  private void load(Deployment deployment, Instant now) {
    Optional<Script> script = store.version(deployment.scriptId(), deployment.version());
    Optional<Rollout> rollout = store.rollout(deployment.id());
    if (script.isEmpty() || rollout.isEmpty()) {
      log.warn(
          "the canary of version {} of script {} is not stored as a whole; it is stopped",
          deployment.version(),
          deployment.scriptId());
      store.save(deployment.stopped(now));
      return;
    }
    trials.put(
        deployment.scriptId(), new Trial(new Desired(deployment, script.get()), rollout.get()));
  }

  List<Trial> all() {
    return List.copyOf(trials.values());
  }

  Optional<Trial> of(UUID scriptId) {
    return Optional.ofNullable(trials.get(scriptId));
  }

  /** The version whose canary is under way. */
  Optional<Desired> desired(UUID scriptId) {
    return of(scriptId).map(Trial::desired);
  }

  /** The canary that is under way, or else what became of the newest deployment. */
  Optional<Rollout> newest(UUID scriptId) {
    return of(scriptId)
        .map(Trial::rollout)
        .or(() -> store.newestDeployment(scriptId).flatMap(newest -> store.rollout(newest.id())))
        .filter(rollout -> rollout.stage() != RolloutStage.REQUESTED);
  }

  /** What an agent should hold for being a canary agent. */
  List<Desired> on(Agent agent) {
    return trials.values().stream()
        .filter(trial -> trial.rollout().isOn(agent.id()))
        .map(Trial::desired)
        .filter(desired -> placements.fits(desired.script(), agent))
        .toList();
  }

  /** Where a version goes now: of one whose canary is under way, to the canary agents. */
  Placement placement(Script script) {
    Placement all = placements.of(script);
    return of(script.id())
        .filter(trial -> trial.script().version() == script.version())
        .map(trial -> new Placement(trial.rollout().agentIds(), all.skipped()))
        .orElse(all);
  }

  /** Agents that get a version once its canary is promoted. */
  List<String> waiting(UUID scriptId) {
    return of(scriptId).stream()
        .flatMap(
            trial ->
                placements.of(trial.script()).agents().stream()
                    .filter(agent -> !trial.rollout().isOn(agent)))
        .toList();
  }

  /** How a deployment that has waited for its approval is to go to its agents. */
  Optional<Canary> requested(Deployment approved) {
    return store
        .rollout(approved.id())
        .filter(rollout -> rollout.stage() == RolloutStage.REQUESTED)
        .map(Rollout::canary);
  }

  /** Brings a version to some of the agents that match. */
  Trial begin(Desired desired, Canary canary, Placement placement, Instant now) {
    Script script = desired.script();
    Deployment deployment = desired.deployment().in(DeploymentState.CANARY);
    OptionalInt previous =
        deployments.active(script.id()).stream().mapToInt(older -> older.script().version()).max();
    Rollout rollout =
        Rollout.begun(
            deployment,
            previous,
            canary,
            now,
            CanaryChoice.first(script.id(), canary, placement.agents()));
    store.save(rollout, List.of(deployment));
    var trial = new Trial(new Desired(deployment, script), rollout);
    trials.put(script.id(), trial);
    return trial;
  }

  /** With agents and failures as they are now. */
  void update(Trial seen) {
    store.save(seen.rollout(), List.of());
    trials.put(seen.script().id(), seen);
  }

  /** Lets all agents that match have it, in place of what was active. */
  Desired promote(Trial trial, Instant now, String reason) {
    Deployment canary = trial.desired().deployment();
    boolean ran = !executions.ofDeployment(canary.id()).isEmpty();
    var desired =
        new Desired(
            canary.in(ran ? DeploymentState.RUNNING : DeploymentState.DEPLOYED), trial.script());
    deployments.start(desired, trial.rollout().ended(RolloutStage.PROMOTED, now, reason), now);
    forget(trial);
    return desired;
  }

  /** Takes it from its agents, which go back to what is active. */
  void halt(Trial trial, Instant now, String reason) {
    giveWay(trial, now, reason);
    forget(trial);
  }

  /** Stores that it is halted, while its agents keep it until {@link #forget}. */
  void giveWay(Trial trial, Instant now, String reason) {
    Deployment canary = trial.desired().deployment();
    store.save(
        trial.rollout().ended(RolloutStage.HALTED, now, reason), List.of(canary.stopped(now)));
  }

  /** Leaves what has taken its place. */
  void forget(Trial trial) {
    UUID ended = trial.rollout().deploymentId();
    trials.values().removeIf(present -> present.rollout().deploymentId().equals(ended));
  }
}
