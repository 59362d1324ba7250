// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** A script that is due every five minutes, on an agent that keeps when it last fired. */
final class ScheduledScript implements TriggerCallback {
  final RecordedFirings fired = new RecordedFirings();

  private final FakeWallClock time;
  private final Instant assigned;
  private Optional<Instant> lastFired = Optional.empty();

  ScheduledScript(FakeWallClock time) {
    this.time = time;
    this.assigned = time.instant();
  }

  ScheduleHandler start(Missed missed) {
    return start(missed, Duration.ZERO);
  }

  ScheduleHandler start(Missed missed, Duration jitter) {
    var schedule = new Trigger.Schedule("*/5 * * * *", ZoneOffset.UTC, jitter, missed);
    return ScheduleHandler.start(request(schedule), schedule, this, time, time);
  }

  TriggerRequest request(Trigger.Schedule schedule) {
    return new TriggerRequest(new UUID(0, 1), "alert", "agent-1", schedule, assigned, lastFired);
  }

  void lastFired(String at) {
    lastFired = Optional.of(Instant.parse(at));
  }

  @Override
  public void fire(String cause) {
    lastFired = Optional.of(time.instant());
    fired.fire(cause);
  }

  @Override
  public void trouble(String why) {
    fired.trouble(why);
  }

  /** The cause of the firing at that minute of the day of the tests. */
  static String at(String minute) {
    return "schedule \"*/5 * * * *\" at 2026-11-28T%s:00Z".formatted(minute);
  }
}
