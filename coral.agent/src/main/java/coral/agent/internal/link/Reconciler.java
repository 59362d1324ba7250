// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.execution.Executions;
import coral.agent.internal.wire.Desired;
import coral.api.error.CoralException;
import coral.api.execution.AssignedScript;
import coral.api.script.Script;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the agent holds to what the colony wants. What was deployed on the agent itself is
 * left alone. Not thread-safe.
 */
final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /**
   * How long a trigger type may be missing (its bundle is starting, or being updated) before that
   * is final.
   */
  static final Duration TRIGGER_PATIENCE = Duration.ofSeconds(10);

  private final Executions executions;
  private final Clock clock;
  private final Map<UUID, Instant> unknownSince = new HashMap<>();
  private final Set<UUID> complained = new HashSet<>();

  /** Null would withdraw everything: nothing is known until the colony has spoken. */
  private Optional<List<Desired>> desired = Optional.empty();

  Reconciler(Executions executions, Clock clock) {
    this.executions = executions;
    this.clock = clock;
  }

  /** True when something has changed. */
  boolean desire(List<Desired> next) {
    desired = Optional.of(next);
    return reconcile();
  }

  /** Once more: what was impossible before may be possible now. */
  boolean reconcile() {
    return desired.map(this::reconcile).orElse(false);
  }

  private boolean reconcile(List<Desired> scripts) {
    boolean changed = false;
    Set<UUID> wanted = new HashSet<>();
    for (Desired one : scripts) {
      wanted.add(one.scriptId());
      Optional<AssignedScript> held = executions.assigned(one.scriptId());
      if (held.flatMap(AssignedScript::deploymentId).equals(Optional.of(one.deploymentId()))) {
        continue;
      }
      Optional<Script> script =
          one.script()
              .or(() -> held.map(AssignedScript::script).filter(s -> s.version() == one.version()));
      if (script.isEmpty()) {
        missing(one);
      } else {
        changed |= assign(script.get(), one.deploymentId());
      }
    }
    for (AssignedScript held : executions.assigned()) {
      if (held.deploymentId().isPresent() && !wanted.contains(held.script().id())) {
        executions.withdraw(held.script().id(), "stopped by the colony");
        changed = true;
      }
    }
    return changed;
  }

  private boolean assign(Script script, UUID deploymentId) {
    Optional<UUID> deployment = Optional.of(deploymentId);
    try {
      executions.assign(script, deployment);
      unknownSince.remove(deploymentId);
      return true;
    } catch (CoralException e) {
      boolean unknown = !executions.knowsTrigger(script.trigger().type());
      if (executions.refusal().isPresent() || (unknown && patient(deploymentId))) {
        // The colony knows a refusal from the agent's state; it may pass, as may a missing type.
        return false;
      }
      log.warn("cannot run script {}: {}", script.name(), e.sentence());
      executions.refuse(script, deployment, e.sentence());
      return true;
    }
  }

  private boolean patient(UUID deploymentId) {
    Instant since = unknownSince.computeIfAbsent(deploymentId, id -> clock.instant());
    return clock.instant().isBefore(since.plus(TRIGGER_PATIENCE));
  }

  private void missing(Desired one) {
    if (complained.add(one.deploymentId())) {
      log.warn(
          "the colony wants version {} of script {}, and neither sent it nor is it here",
          one.version(),
          one.scriptId());
    }
  }
}
