// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires at each instant of a schedule, by the wall clock, and later by a delay that never changes
 * for this script on this agent. A handler made anew goes on where the last one ended.
 *
 * <p>The wall clock may jump, or stand still while the machine sleeps. It is looked at every few
 * seconds: instants that it has passed over were missed; set back, it passes none a second time.
 */
final class ScheduleHandler implements TriggerHandler {
  /** Later than that, a firing was missed; the update of a bundle takes about a second. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  /**
   * Between two looks at the clock. Shorter than the tolerance: a firing that comes due between
   * them is never taken for missed.
   */
  static final Duration LOOK = Duration.ofSeconds(4);

  static final int MOST_COUNTED = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleHandler.class);

  private final CronTimes times;
  private final Missed missed;
  private final Duration delay;
  private final TriggerCallback callback;
  private final Clock clock;
  private final Timer timer;

  /** The last instant that was fired, here or before. Instants are without the delay everywhere. */
  private Instant fired;

  /** All before this one were fired, or missed and left out; it may just have been fired. */
  private Instant next;

  private boolean behind;

  /** Whether {@code behind} has been told: what a predecessor told stays until then. */
  private boolean told;

  private boolean closed;
  private Runnable cancel = () -> {};

  private ScheduleHandler(
      TriggerRequest request,
      Trigger.Schedule schedule,
      TriggerCallback callback,
      Clock clock,
      Timer timer) {
    this.times = CronTimes.of(schedule.cron(), schedule.zone());
    this.missed = schedule.missed();
    this.delay = delay(request, schedule.jitter());
    this.callback = callback;
    this.clock = clock;
    this.timer = timer;
    this.fired = request.since().minus(delay);
    this.next = times.next(fired);
  }

  /** A live handler, which fires on the timer's thread only. */
  static ScheduleHandler start(
      TriggerRequest request,
      Trigger.Schedule schedule,
      TriggerCallback callback,
      Clock clock,
      Timer timer) {
    var handler = new ScheduleHandler(request, schedule, callback, clock, timer);
    synchronized (handler) {
      handler.cancel = timer.after(Duration.ZERO, handler::look);
    }
    return handler;
  }

  /**
   * From zero to the jitter, in milliseconds: always the same for a script on an agent, and spread
   * evenly over agents.
   */
  static Duration delay(TriggerRequest request, Duration jitter) {
    String who = request.scriptId() + " " + request.agentId();
    long hash =
        UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    return Duration.ofMillis(Long.remainderUnsigned(hash, jitter.toMillis() + 1));
  }

  private synchronized void look() {
    if (closed) {
      return;
    }
    try {
      if (fired.equals(next)) {
        next = times.next(fired);
      }
      Instant now = clock.instant().minus(delay);
      if (!now.isBefore(next)) {
        fireUpTo(now);
      }
      tellWhetherBehind(now);
    } catch (RuntimeException e) {
      LOG.warn("Schedule \"{}\" could not fire; it goes on.", times.expression().text(), e);
    } finally {
      cancel = timer.after(untilNextLook(), this::look);
    }
  }

  /**
   * What is next is worked out in a turn of its own, so that it makes no other handler late that is
   * due at the same instant.
   */
  private Duration untilNextLook() {
    Duration left = Duration.between(clock.instant().minus(delay), next);
    if (fired.equals(next) || left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }

  private void fireUpTo(Instant now) {
    Instant latest = now.minus(TOLERANCE);
    if (next.isBefore(latest)) {
      switch (missed) {
        case RUN_ONCE -> makeUp(next, now);
        case SKIP -> next = times.next(latest.minusNanos(1));
      }
    }
    if (!next.isAfter(now)) {
      fired = next;
      fire("at " + next);
    }
  }

  /** One run for all that are due, with the one that is only just due. */
  private void makeUp(Instant first, Instant now) {
    Instant last = times.last(first, now);
    int count = times.count(first, now, MOST_COUNTED);
    fired = last;
    next = times.next(last);
    fire(
        count == 1
            ? "missed 1 firing, due at " + last
            : "missed %s%d firings, the last due at %s"
                .formatted(count < MOST_COUNTED ? "" : "at least ", count, last));
  }

  private void fire(String what) {
    callback.fire("schedule \"%s\" %s".formatted(times.expression().text(), what));
  }

  /** A clock that was set back holds up the schedule for as long, which has to be seen. */
  private void tellWhetherBehind(Instant now) {
    boolean isBehind = now.isBefore(fired.minus(TOLERANCE));
    if (!told || isBehind != behind) {
      told = true;
      behind = isBehind;
      callback.trouble(
          isBehind
              ? "the clock was set back to %s, and what was due until %s has fired: the next firing is at %s"
                  .formatted(now.plus(delay), fired.plus(delay), next.plus(delay))
              : "");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    cancel.run();
  }
}
