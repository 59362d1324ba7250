// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.script.Canary;
import coral.api.script.CanaryAgent;
import coral.api.script.Rollout;
import coral.api.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which agents have a version before others do: those first in an order that each script has of its
 * own, so that the same agent does not try everything.
 */
final class CanaryChoice {
  /** What an agent may be away before it is taken for gone. */
  static final Duration AWAY = Duration.ofSeconds(30);

  private final AgentDirectory directory;
  private final Placements placements;
  private final Instant colonySince;

  /**
   * @param colonySince from when on agents could connect: none was away before
   */
  CanaryChoice(AgentDirectory directory, Placements placements, Instant colonySince) {
    this.directory = directory;
    this.placements = placements;
    this.colonySince = colonySince;
  }

  /** The first choice among the agents that match and can run it. */
  static List<String> first(UUID scriptId, Canary canary, Collection<String> agentIds) {
    return inOrder(scriptId, agentIds).subList(0, canary.size().of(agentIds.size()));
  }

  /** Those that are still there, and others besides where they have become too few. */
  List<CanaryAgent> now(Rollout rollout, Script script, Instant now) {
    List<Agent> present =
        directory.agents().stream()
            .filter(agent -> placements.fits(script, agent) && !isGone(agent, now))
            .toList();
    var ids = present.stream().map(Agent::id).collect(Collectors.toSet());
    var chosen =
        new ArrayList<>(
            rollout.agents().stream().filter(agent -> ids.contains(agent.agentId())).toList());
    int wanted = Math.min(rollout.wanted(), rollout.canary().size().of(present.size()));
    if (chosen.size() < wanted) {
      List<String> others =
          present.stream()
              .filter(Agent::connected)
              .map(Agent::id)
              .filter(id -> !rollout.isOn(id))
              .toList();
      inOrder(rollout.scriptId(), others).stream()
          .limit(wanted - chosen.size())
          .forEach(id -> chosen.add(new CanaryAgent(id, now, Optional.empty())));
    }
    return chosen;
  }

  private boolean isGone(Agent agent, Instant now) {
    Instant seen = agent.lastSeen().isAfter(colonySince) ? agent.lastSeen() : colonySince;
    return !agent.connected() && seen.plus(AWAY).isBefore(now);
  }

  private static List<String> inOrder(UUID scriptId, Collection<String> agentIds) {
    return agentIds.stream()
        .sorted(
            Comparator.comparing((String id) -> hash(scriptId, id))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static UUID hash(UUID scriptId, String agentId) {
    return UUID.nameUUIDFromBytes((scriptId + "/" + agentId).getBytes(UTF_8));
  }
}
