// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent that was ever seen, and who has its id now. Guarded by the lock of {@link LiveAgents}.
 */
final class KnownAgent {
  /** An agent that has gone may come back for so long before another host can have its id. */
  static final Duration KEPT = Duration.ofSeconds(30);

  Agent agent;
  LiveAgents.@Nullable Link link;
  Instant saved = Instant.EPOCH;
  Map<String, String> troubles = Map.of();

  /** Instances that lost the id to the present one; they may have it again once that has gone. */
  final Set<String> taken = new HashSet<>();

  /** Instances on other hosts that want the id. */
  final Set<String> refused = new HashSet<>();

  /** Of the present link, or the last. */
  Host host;

  Instant goneAt;

  KnownAgent(Agent agent, Instant goneAt) {
    this.agent = agent;
    this.host = new Host("", agent.hostname());
    this.goneAt = goneAt;
  }

  /** A clock that was set back keeps nobody out. */
  boolean isTakenFor(Host other, Instant now) {
    if (link != null) {
      return !host.equals(other);
    }
    boolean mayComeBack = !now.isBefore(goneAt) && now.isBefore(goneAt.plus(KEPT));
    return mayComeBack && host.strange(other);
  }

  @SuppressWarnings("ReferenceEquality") // A link is one stream, equal to no other.
  boolean isOn(LiveAgents.Link other) {
    return link == other;
  }

  void save(AgentSaver saver, Instant now) {
    saver.save(agent);
    saved = now;
  }
}
