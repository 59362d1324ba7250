// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.error.CoralException;
import coral.api.query.QueryOrigin;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one trigger's condition: at once, then at its {@link CheckTimes}; {@link EventState}
 * says which evaluations fire. The next evaluation is scheduled when the last has ended, so there
 * is at most one, and a slow one only leaves out those that were due meanwhile.
 */
final class EventHandler implements TriggerHandler {
  private static final Logger log = LoggerFactory.getLogger(EventHandler.class);

  private final TriggerRequest request;
  private final Trigger.Event event;
  private final TriggerCallback callback;
  private final Conditions conditions;
  private final Evaluations evaluations;
  private final Clock clock;
  private final CheckTimes times;
  private final EventState state;

  /** What the callback was last told; null: nothing, and an earlier handler's words still stand. */
  private @Nullable String trouble;

  private Runnable cancel = () -> {};
  private boolean closed;

  EventHandler(
      TriggerRequest request,
      Trigger.Event event,
      TriggerCallback callback,
      Conditions conditions,
      Evaluations evaluations,
      Clock clock) {
    this.request = request;
    this.event = event;
    this.callback = callback;
    this.conditions = conditions;
    this.evaluations = evaluations;
    this.clock = clock;
    this.times =
        CheckTimes.of(event.checkInterval(), Objects.hash(request.scriptId(), request.agentId()));
    this.state = new EventState(event, request.lastFired());
  }

  void start() {
    Instant now = clock.instant();
    schedule(now, now);
  }

  private synchronized void schedule(Instant due, Instant now) {
    if (closed) {
      return;
    }
    Duration delay = Duration.between(now, due);
    cancel = evaluations.after(delay, () -> evaluate(due));
  }

  private void evaluate(Instant due) {
    try {
      observe(due, conditions.evaluate(event.condition(), origin()));
    } catch (InterruptedException e) {
      // By close, after which nothing is told or scheduled any more.
      Thread.currentThread().interrupt();
    } catch (CoralException e) {
      tell(e.sentence());
    } catch (RuntimeException | LinkageError e) {
      if (tell("The condition's evaluation failed: " + e)) {
        log.warn("an evaluation of {}'s condition failed", request.scriptName(), e);
      }
    } finally {
      Instant now = clock.instant();
      schedule(times.after(due, now), now);
    }
  }

  /** Charged to the script, as if it had asked. */
  private QueryOrigin origin() {
    return new QueryOrigin(request.scriptName(), Optional.of(request.scriptId()), Optional.empty());
  }

  /** The callback never blocks, so it is called under the lock: not once after close. */
  private synchronized void observe(Instant due, FirstValue value) {
    tell("");
    if (!closed && state.observe(due, value.isTrue())) {
      callback.fire(value.cause());
    }
  }

  /** Whether that was news. */
  private synchronized boolean tell(String why) {
    if (closed || why.equals(trouble)) {
      return false;
    }
    trouble = why;
    callback.trouble(why);
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    cancel.run();
  }
}
