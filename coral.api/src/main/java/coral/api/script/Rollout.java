// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * How a deployment goes to its agents where it does not go to all of them at once.
 *
 * @param previousVersion what the other agents keep meanwhile; empty: nothing
 * @param wanted canary agents when it began; later there may be fewer, and never more
 * @param agents the canary agents, as long as they last
 * @param failures at most one for each agent that was a canary agent
 * @param reason why it was halted, or promoted before its time; empty: nothing to say
 */
public record Rollout(
    UUID deploymentId,
    UUID scriptId,
    int version,
    OptionalInt previousVersion,
    Canary canary,
    RolloutStage stage,
    Instant startedAt,
    Optional<Instant> endedAt,
    int wanted,
    List<CanaryAgent> agents,
    List<CanaryFailure> failures,
    String reason) {
  public Rollout {
    agents = List.copyOf(agents);
    failures = List.copyOf(failures);
  }

  /** One that waits for the approval of its version. */
  public static Rollout requested(Deployment deployment, Canary canary) {
    return new Rollout(
        deployment.id(),
        deployment.scriptId(),
        deployment.version(),
        OptionalInt.empty(),
        canary,
        RolloutStage.REQUESTED,
        deployment.deployedAt(),
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        "");
  }

  /** One that begins with these agents. */
  public static Rollout begun(
      Deployment deployment,
      OptionalInt previousVersion,
      Canary canary,
      Instant at,
      List<String> agentIds) {
    return new Rollout(
        deployment.id(),
        deployment.scriptId(),
        deployment.version(),
        previousVersion,
        canary,
        RolloutStage.CANARY,
        at,
        Optional.empty(),
        agentIds.size(),
        agentIds.stream().map(id -> new CanaryAgent(id, at, Optional.empty())).toList(),
        List.of(),
        "");
  }

  /** As its agents are now. */
  public Rollout with(List<CanaryAgent> present, List<CanaryFailure> found) {
    return new Rollout(
        deploymentId,
        scriptId,
        version,
        previousVersion,
        canary,
        stage,
        startedAt,
        endedAt,
        wanted,
        present,
        found,
        reason);
  }

  /** Over. */
  public Rollout ended(RolloutStage how, Instant at, String why) {
    return new Rollout(
        deploymentId,
        scriptId,
        version,
        previousVersion,
        canary,
        how,
        startedAt,
        Optional.of(at),
        wanted,
        agents,
        failures,
        why);
  }

  public boolean isOn(String agentId) {
    return agents.stream().anyMatch(agent -> agent.agentId().equals(agentId));
  }

  /** Ids of the canary agents, sorted. */
  public List<String> agentIds() {
    return agents.stream().map(CanaryAgent::agentId).sorted().toList();
  }

  /** When all agents get it if nothing fails; empty: some canary agent has not begun with it. */
  public Optional<Instant> until() {
    if (stage != RolloutStage.CANARY
        || agents.isEmpty()
        || agents.stream().anyMatch(agent -> agent.runningSince().isEmpty())) {
      return Optional.empty();
    }
    return agents.stream()
        .map(agent -> agent.runningSince().orElseThrow().plus(canary.hold()))
        .max(Instant::compareTo);
  }
}
