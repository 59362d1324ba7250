// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.script.Rollout;
import coral.colony.deployer.internal.Rollouts.Trial;
import java.time.Clock;

/** Looks after canaries and ends them when it is time. Calls are the caller's to serialise. */
final class Supervision {
  private final Rollouts rollouts;
  private final Starts starts;
  private final CanaryVerdict verdict;
  private final Clock clock;

  Supervision(Rollouts rollouts, Starts starts, CanaryVerdict verdict, Clock clock) {
    this.rollouts = rollouts;
    this.starts = starts;
    this.verdict = verdict;
    this.clock = clock;
  }

  /** Whether what any agent should hold may have changed. */
  boolean check() {
    boolean changed = false;
    for (Trial trial : rollouts.all()) {
      changed |= check(trial);
    }
    return changed;
  }

  private boolean check(Trial trial) {
    Rollout seen = verdict.on(trial.rollout(), trial.script(), clock.instant());
    if (seen.equals(trial.rollout())) {
      return false;
    }
    var now = new Trial(trial.desired(), seen);
    switch (seen.stage()) {
      case PROMOTED -> starts.promote(now, Starts.COLONY, seen.reason());
      case HALTED -> starts.halt(now, Starts.COLONY, seen.reason());
      case REQUESTED, CANARY -> rollouts.update(now);
    }
    return seen.endedAt().isPresent() || !seen.agentIds().equals(trial.rollout().agentIds());
  }
}
