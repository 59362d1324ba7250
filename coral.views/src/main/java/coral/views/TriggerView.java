// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptTrigger;
import org.jspecify.annotations.Nullable;

/**
 * What makes a script run.
 *
 * @param type {@code "manual"} (once, when it is deployed), {@code "schedule"}, {@code "event"} or
 *     a bundle's type
 * @param cron of a schedule; null: it is none
 * @param timeZone of a schedule, an IANA name; null: it is none
 * @param condition of an event, an SQL statement; null: it is none
 * @param checkIntervalSeconds of an event; null: it is none
 * @param configuration of a bundle's type, JSON; null: it is none
 */
public record TriggerView(
    String type,
    @Nullable String cron,
    @Nullable String timeZone,
    @Nullable String condition,
    @Nullable Integer checkIntervalSeconds,
    @Nullable String configuration) {
  private static final int DEFAULT_CHECK_INTERVAL_SECONDS = 60;

  static TriggerView of(ScriptTrigger trigger) {
    return switch (trigger.getTriggerCase()) {
      case MANUAL, TRIGGER_NOT_SET -> new TriggerView("manual", null, null, null, null, null);
      case SCHEDULE -> of(trigger.getSchedule());
      case EVENT -> of(trigger.getEvent());
      case CUSTOM -> of(trigger.getCustom());
    };
  }

  private static TriggerView of(ScheduleTrigger schedule) {
    String zone = schedule.getTimeZone().isEmpty() ? "UTC" : schedule.getTimeZone();
    return new TriggerView("schedule", schedule.getCron(), zone, null, null, null);
  }

  private static TriggerView of(EventTrigger event) {
    int interval = event.getCheckIntervalSeconds();
    return new TriggerView(
        "event",
        null,
        null,
        event.getCondition(),
        interval == 0 ? DEFAULT_CHECK_INTERVAL_SECONDS : interval,
        null);
  }

  private static TriggerView of(CustomTrigger custom) {
    return new TriggerView(custom.getType(), null, null, null, null, custom.getConfigJson());
  }

  /** {@code schedule "0 * * * *" (UTC)}, {@code event "SELECT …", checked every 60 s}. */
  public String line() {
    if (cron != null) {
      return "%s \"%s\" (%s)".formatted(type, cron, timeZone);
    }
    if (condition != null) {
      return "%s \"%s\", checked every %d s"
          .formatted(type, condition.strip().replaceAll("\\s+", " "), checkIntervalSeconds);
    }
    return configuration == null || configuration.isEmpty() ? type : type + " " + configuration;
  }
}
