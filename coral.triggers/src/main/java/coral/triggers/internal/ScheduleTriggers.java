// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Fires at the times of a cron expression. */
@Component(
    configurationPid = "coral.triggers.schedule",
    property = TriggerHandlerFactory.TYPE + "=" + ScheduleTriggers.TYPE)
public final class ScheduleTriggers implements TriggerHandlerFactory {
  static final String TYPE = "schedule";
  static final String THREAD = "coral-schedule";

  private final Clock clock;
  private final TimerThread timer = new TimerThread(THREAD);

  @Activate
  public ScheduleTriggers() {
    this(Clock.systemUTC());
  }

  ScheduleTriggers(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void check(Trigger trigger) {
    Trigger.Schedule schedule = schedule(trigger);
    CronTimes.of(schedule.cron(), schedule.zone());
  }

  @Override
  public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
    return ScheduleHandler.start(request, schedule(request.trigger()), callback, clock, timer);
  }

  private static Trigger.Schedule schedule(Trigger trigger) {
    if (trigger instanceof Trigger.Schedule schedule) {
      return schedule;
    }
    throw new CoralException(
        ErrorCode.INVALID_ARGUMENT,
        "the schedule trigger was given a trigger of type \"%s\"".formatted(trigger.type()));
  }

  /** Ends the firings of all handlers that are still open. */
  @Deactivate
  void close() {
    timer.close();
  }
}
