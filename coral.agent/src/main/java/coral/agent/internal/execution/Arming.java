// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.trigger.TriggerCallback;
import java.util.concurrent.Executor;

/**
 * Gives scripts live triggers and takes their firings in. Guarded by the lock of {@link
 * Executions}.
 */
final class Arming {
  private final ExecutionParts parts;
  private final TriggerHandlers triggers;
  private final Firings firings;
  private final Executor locked;

  /**
   * @param locked runs a task at once, under the lock
   */
  Arming(ExecutionParts parts, TriggerHandlers triggers, Firings firings, Executor locked) {
    this.parts = parts;
    this.triggers = triggers;
    this.firings = firings;
    this.locked = locked;
  }

  /**
   * Makes the script's trigger live, if it may run, its trigger type is known and it is not live
   * yet. A firing that waits runs then.
   */
  void arm(Assignment assignment) {
    if (!firings.running().open() || assignment.finished || assignment.handler != null) {
      return;
    }
    assignment.handler =
        triggers.create(assignment.triggerRequest(parts.identity().id()), new Callback(assignment));
    if (assignment.handler != null) {
      firings.runQueued(assignment);
    }
  }

  /** As {@link #arm}; a trigger that cannot be made is the trouble of a script that stays. */
  void rearm(Assignment assignment) {
    try {
      arm(assignment);
    } catch (RuntimeException e) {
      String why = e instanceof CoralException coral ? coral.sentence() : e.toString();
      assignment.trouble.say("its trigger cannot be made: " + why);
    }
  }

  /** Handlers call from threads of their own, also while they are made, and must not be held up. */
  private final class Callback implements TriggerCallback {
    private final Assignment assignment;
    private final Trouble trouble;

    Callback(Assignment assignment) {
      this.assignment = assignment;
      this.trouble = assignment.trouble;
    }

    @Override
    public void fire(String cause) {
      parts.background().execute(() -> locked.execute(() -> firings.fired(assignment, cause)));
    }

    @Override
    public void trouble(String why) {
      trouble.say(why);
    }
  }
}
