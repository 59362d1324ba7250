// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.script.CanaryAgent;
import coral.api.script.CanaryFailure;
import coral.api.script.Script;
import coral.api.script.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a version does on one canary agent.
 *
 * @param newest execution there under the deployment
 * @param agent as the colony knows it; empty: it does not
 * @param colonySince from when on agents could connect
 */
record CanaryHealth(
    Script script,
    CanaryAgent canary,
    Optional<Execution> newest,
    Optional<Agent> agent,
    Instant colonySince) {
  /** What an agent that is connected may take to start what it was told of. */
  static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** What an agent may take, once it is connected, to tell what happened while it was not. */
  static final Duration CATCH_UP = Duration.ofSeconds(10);

  /** With the time since when it runs there, if it does. */
  CanaryAgent seen(Instant now) {
    return switch (status()) {
      case RUNNING ->
          new CanaryAgent(
              canary.agentId(), canary.since(), Optional.of(canary.runningSince().orElse(now)));
      case COMPLETED -> canary;
      case PENDING, FAILED, STOPPED ->
          new CanaryAgent(canary.agentId(), canary.since(), Optional.empty());
    };
  }

  /** That it was not started, which no execution tells. */
  Optional<CanaryFailure> notStarted(Instant now) {
    boolean starts =
        script.trigger() instanceof Trigger.Manual
            && (status() == ExecutionStatus.PENDING || status() == ExecutionStatus.STOPPED);
    if (!starts || mayStillStart(now)) {
      return Optional.empty();
    }
    String why = newest.map(Execution::reason).filter(reason -> !reason.isEmpty()).orElse("");
    return Optional.of(
        new CanaryFailure(
            canary.agentId(),
            newest.map(Execution::id),
            "not started within %d s%s"
                .formatted(START_LIMIT.toSeconds(), why.isEmpty() ? "" : ": " + why)));
  }

  private boolean mayStillStart(Instant now) {
    Optional<Instant> connected = agent.flatMap(Agent::connectedSince);
    Optional<Instant> ended = newest.flatMap(Execution::completedAt);
    return connected.isEmpty()
        || Stream.concat(Stream.of(canary.since(), colonySince, connected.get()), ended.stream())
            .anyMatch(from -> from.plus(START_LIMIT).isAfter(now));
  }

  /**
   * Whether it has been well there for long enough: a script that its trigger starts need not run
   * within that time, but has to be held by an agent that would tell.
   */
  boolean hasHeld(Duration hold, Instant now) {
    if (status() == ExecutionStatus.COMPLETED) {
      return true;
    }
    Optional<Instant> from =
        script.trigger() instanceof Trigger.Manual
            ? canary.runningSince()
            : Optional.of(canary.since());
    return from.filter(at -> isOver(at, hold, now)).isPresent() && wouldTell(hold, now);
  }

  /** Whether the time is over in which it could have been well. */
  boolean hadItsTime(Duration hold, Instant now) {
    return isOver(canary.since(), hold, now);
  }

  private boolean wouldTell(Duration hold, Instant now) {
    Duration catchUp = hold.compareTo(CATCH_UP) < 0 ? hold : CATCH_UP;
    return agent.flatMap(Agent::connectedSince).filter(at -> isOver(at, catchUp, now)).isPresent();
  }

  private static boolean isOver(Instant from, Duration time, Instant now) {
    return !from.plus(time).isAfter(now);
  }

  private ExecutionStatus status() {
    return newest.map(Execution::status).orElse(ExecutionStatus.PENDING);
  }
}
