// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.colony.deployer.internal.Rollouts.Trial;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Stops scripts everywhere. Calls are the caller's to serialise. */
final class Stops {
  private final ScriptStore scripts;
  private final ExecutionStore executions;
  private final Deployments deployments;
  private final Rollouts rollouts;
  private final Placements placements;
  private final AuditTrail audit;
  private final Clock clock;

  Stops(
      ScriptStore scripts,
      ExecutionStore executions,
      Deployments deployments,
      Rollouts rollouts,
      Placements placements,
      AuditTrail audit,
      Clock clock) {
    this.scripts = scripts;
    this.executions = executions;
    this.deployments = deployments;
    this.rollouts = rollouts;
    this.placements = placements;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Stops what agents hold of it, also a canary.
   *
   * @param waited whether a version waited for an approval, which is enough to stop
   * @return ids of the agents that held it
   */
  List<String> stop(UUID scriptId, String actor, boolean waited) {
    Optional<Trial> trial = rollouts.of(scriptId);
    Optional<Desired> active = deployments.active(scriptId);
    Optional<Desired> present = trial.map(Trial::desired).or(() -> active);
    if (waited && present.isEmpty()) {
      return List.of();
    }
    Script script = present.orElseThrow(() -> notDeployed(scriptId)).script();
    var holders = new TreeSet<String>();
    trial.ifPresent(
        canary -> {
          holders.addAll(canary.rollout().agentIds());
          holders.addAll(running(canary.desired()).toList());
          rollouts.halt(canary, clock.instant(), "stopped by " + actor);
        });
    active.ifPresent(
        desired -> {
          holders.addAll(placements.of(desired.script()).agents());
          holders.addAll(running(desired).toList());
          deployments.stop(desired, clock.instant());
        });
    audit.add(actor, "stop", script, "on " + AuditTrail.names(holders));
    return List.copyOf(holders);
  }

  private Stream<String> running(Desired desired) {
    return executions.ofDeployment(desired.deployment().id()).stream()
        .filter(execution -> !execution.status().terminal())
        .map(Execution::agentId);
  }

  private CoralException notDeployed(UUID scriptId) {
    String name = scripts.newest(scriptId).map(Script::name).orElse(scriptId.toString());
    String since =
        scripts
            .newestDeployment(scriptId)
            .flatMap(Deployment::stoppedAt)
            .map(at -> "it was stopped at " + at)
            .orElse("it was never deployed");
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "script \"%s\" cannot be stopped: %s".formatted(name, since));
  }
}
