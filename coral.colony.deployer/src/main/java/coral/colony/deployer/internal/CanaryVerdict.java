// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.AgentDirectory;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.api.script.CanaryAgent;
import coral.api.script.CanaryFailure;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges canaries by what is stored of their executions, so that it makes no difference when it is
 * asked, and by which colony process.
 */
final class CanaryVerdict {
  private final ExecutionStore executions;
  private final AgentDirectory directory;
  private final CanaryChoice choice;
  private final Instant colonySince;

  CanaryVerdict(
      ExecutionStore executions,
      AgentDirectory directory,
      CanaryChoice choice,
      Instant colonySince) {
    this.executions = executions;
    this.directory = directory;
    this.choice = choice;
    this.colonySince = colonySince;
  }

  /** A canary that is under way, as it is now: ended, with other agents, or as before. */
  Rollout on(Rollout rollout, Script script, Instant now) {
    Map<String, Execution> newest =
        executions.ofDeployment(rollout.deploymentId()).stream()
            .collect(Collectors.toMap(Execution::agentId, Function.identity()));
    List<CanaryHealth> present =
        choice.now(rollout, script, now).stream()
            .map(agent -> health(agent, script, newest))
            .map(health -> health(health.seen(now), script, newest))
            .toList();
    List<CanaryFailure> failures = failures(rollout, present, now);
    Rollout seen = rollout.with(present.stream().map(CanaryHealth::canary).toList(), failures);
    if (!failures.isEmpty() && rollout.canary().haltOnFailure()) {
      return seen.ended(RolloutStage.HALTED, now, failures.getFirst().toString());
    }
    boolean over =
        !present.isEmpty() && present.stream().allMatch(health -> isOver(health, seen, now));
    return over ? seen.ended(RolloutStage.PROMOTED, now, "") : seen;
  }

  private CanaryHealth health(CanaryAgent agent, Script script, Map<String, Execution> newest) {
    return new CanaryHealth(
        script,
        agent,
        Optional.ofNullable(newest.get(agent.agentId())),
        directory.find(agent.agentId()),
        colonySince);
  }

  /** Those that were found before stay, also of agents that have left since. */
  private List<CanaryFailure> failures(Rollout rollout, List<CanaryHealth> present, Instant now) {
    var failures = new LinkedHashMap<String, CanaryFailure>();
    rollout.failures().forEach(failure -> failures.put(failure.agentId(), failure));
    executions.firstFailed(rollout.deploymentId()).stream()
        .map(CanaryVerdict::failure)
        .forEach(failure -> failures.putIfAbsent(failure.agentId(), failure));
    present.stream()
        .flatMap(health -> health.notStarted(now).stream())
        .forEach(failure -> failures.putIfAbsent(failure.agentId(), failure));
    return List.copyOf(failures.values());
  }

  private static CanaryFailure failure(Execution execution) {
    UUID id = execution.id();
    String why = execution.reason().isEmpty() ? "it failed" : execution.reason();
    return new CanaryFailure(execution.agentId(), Optional.of(id), why);
  }

  /** What has failed on an agent does not become better there, so its time is all it gets. */
  private static boolean isOver(CanaryHealth health, Rollout rollout, Instant now) {
    boolean failed =
        rollout.failures().stream()
            .anyMatch(failure -> failure.agentId().equals(health.canary().agentId()));
    return failed
        ? health.hadItsTime(rollout.canary().hold(), now)
        : health.hasHeld(rollout.canary().hold(), now);
  }
}
