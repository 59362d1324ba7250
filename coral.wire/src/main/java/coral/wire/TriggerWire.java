// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.script.Trigger.When;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.MissedFirings;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptTrigger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Triggers. */
public final class TriggerWire {
  private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(60);

  private TriggerWire() {}

  /**
   * A trigger, with the defaults for what is absent; an absent trigger is manual.
   *
   * @throws CoralException INVALID_ARGUMENT for an unknown time zone or a duration out of range
   */
  public static Trigger fromWire(ScriptTrigger wire) {
    return switch (wire.getTriggerCase()) {
      case MANUAL, TRIGGER_NOT_SET -> Trigger.MANUAL;
      case SCHEDULE -> fromWire(wire.getSchedule());
      case EVENT -> fromWire(wire.getEvent());
      case CUSTOM ->
          new Trigger.Custom(wire.getCustom().getType(), wire.getCustom().getConfigJson());
    };
  }

  private static Trigger fromWire(ScheduleTrigger wire) {
    return new Trigger.Schedule(
        wire.getCron(),
        zone(wire.getTimeZone()),
        TimesWire.fromWire(wire.getJitter()),
        wire.getMissed() == MissedFirings.MISSED_FIRINGS_RUN_ONCE ? Missed.RUN_ONCE : Missed.SKIP);
  }

  private static Trigger fromWire(EventTrigger wire) {
    int seconds = wire.getCheckIntervalSeconds();
    return new Trigger.Event(
        wire.getCondition(),
        seconds == 0 ? DEFAULT_CHECK_INTERVAL : Duration.ofSeconds(seconds),
        wire.getLevel() ? When.IS_TRUE : When.BECOMES_TRUE,
        TimesWire.fromWire(wire.getHoldFor()),
        TimesWire.fromWire(wire.getCoolDown()));
  }

  /**
   * The time zone of that name; UTC for none.
   *
   * @throws CoralException INVALID_ARGUMENT for an unknown one
   */
  public static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "time zone \"%s\" is unknown; use an IANA name such as Europe/Berlin, or UTC"
              .formatted(name),
          e);
    }
  }

  /** What {@link #fromWire(ScriptTrigger)} reads. */
  public static ScriptTrigger toWire(Trigger trigger) {
    ScriptTrigger.Builder wire = ScriptTrigger.newBuilder();
    switch (trigger) {
      case Trigger.Manual manual -> wire.setManual(ManualTrigger.getDefaultInstance());
      case Trigger.Schedule schedule -> wire.setSchedule(toWire(schedule));
      case Trigger.Event event -> wire.setEvent(toWire(event));
      case Trigger.Custom(String type, String config) ->
          wire.setCustom(CustomTrigger.newBuilder().setType(type).setConfigJson(config));
    }
    return wire.build();
  }

  private static ScheduleTrigger toWire(Trigger.Schedule schedule) {
    return ScheduleTrigger.newBuilder()
        .setCron(schedule.cron())
        .setTimeZone(schedule.zone().equals(ZoneOffset.UTC) ? "" : schedule.zone().getId())
        .setJitter(TimesWire.toWire(schedule.jitter()))
        .setMissed(
            switch (schedule.missed()) {
              case SKIP -> MissedFirings.MISSED_FIRINGS_SKIP;
              case RUN_ONCE -> MissedFirings.MISSED_FIRINGS_RUN_ONCE;
            })
        .build();
  }

  private static EventTrigger toWire(Trigger.Event event) {
    return EventTrigger.newBuilder()
        .setCondition(event.condition())
        .setCheckIntervalSeconds(Math.toIntExact(event.checkInterval().toSeconds()))
        .setLevel(event.when() == When.IS_TRUE)
        .setHoldFor(TimesWire.toWire(event.holdFor()))
        .setCoolDown(TimesWire.toWire(event.coolDown()))
        .build();
  }
}
