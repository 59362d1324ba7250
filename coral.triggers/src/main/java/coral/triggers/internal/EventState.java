// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.script.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which evaluations of a condition fire. An evaluation that failed is not told: it is neither true
 * nor false, and changes nothing.
 *
 * <p>A condition is held from the first of the evaluations that found it true without one between
 * them that found it false. It fires at an evaluation that finds it true when
 *
 * <ul>
 *   <li>it has been held for {@link Trigger.Event#holdFor()},
 *   <li>the last firing is at least {@link Trigger.Event#coolDown()} ago, and
 *   <li>with {@link Trigger.When#BECOMES_TRUE}, it has not fired since it is held. One that became
 *       true within the cool-down so fires at its end, if it is still true.
 * </ul>
 *
 * <p>What was before the first evaluation is not known. Where the trigger has not fired yet it
 * counts as false: a script deployed while its condition is true is fired. Where it has (the
 * handler was made anew, after a restart or an update), a condition that is true at the first
 * evaluation is taken for the event that it has fired for: with {@code BECOMES_TRUE} it does not
 * fire again until it was false. How long it had been held is forgotten.
 *
 * <p>Not thread-safe.
 */
final class EventState {
  private final Trigger.Event event;

  private @Nullable Instant lastFired;
  private @Nullable Instant heldSince;

  /** Whether an edge has had its firing; one that is held from the start may have. */
  private boolean spent;

  /**
   * @param lastFired by an earlier handler of the same trigger
   */
  EventState(Trigger.Event event, Optional<Instant> lastFired) {
    this.event = event;
    this.lastFired = lastFired.orElse(null);
    this.spent = lastFired.isPresent();
  }

  /**
   * Takes the outcome of an evaluation.
   *
   * @param at when it was due. With the times that they were due, and not those at which they came
   *     to an end, durations that are multiples of the check interval are met to the point.
   * @return whether it fires
   */
  boolean observe(Instant at, boolean isTrue) {
    if (!isTrue) {
      heldSince = null;
      spent = false;
      return false;
    }
    heldSince = notAfter(at, heldSince == null ? at : heldSince);
    if (spentEdge() || isBefore(at, heldSince, event.holdFor()) || coolsDown(at)) {
      return false;
    }
    lastFired = at;
    spent = true;
    return true;
  }

  private boolean spentEdge() {
    return spent && event.when() == Trigger.When.BECOMES_TRUE;
  }

  private boolean coolsDown(Instant at) {
    if (lastFired == null) {
      return false;
    }
    lastFired = notAfter(at, lastFired);
    return isBefore(at, lastFired, event.coolDown());
  }

  private static boolean isBefore(Instant at, Instant start, Duration length) {
    return at.isBefore(start.plus(length));
  }

  /** A clock that was set back must not make a wait longer than its whole length. */
  private static Instant notAfter(Instant at, Instant past) {
    return past.isAfter(at) ? at : past;
  }
}
