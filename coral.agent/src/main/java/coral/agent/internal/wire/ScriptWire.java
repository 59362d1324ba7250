// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptTrigger;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Scripts. */
public final class ScriptWire {
  private ScriptWire() {}

  /**
   * A script that a colony or the agent itself stored.
   *
   * @throws CoralException INVALID_ARGUMENT when the message is malformed
   */
  public static Script fromWire(coral.proto.agent.v1.Script wire) {
    Trigger trigger = trigger(wire.getTrigger());
    return new Script(
        uuid(wire.getId(), "script id"),
        Script.checkName(wire.getName()),
        wire.getVersion(),
        Script.checkCode(wire.getCode()),
        settings(wire.getSettings(), trigger),
        wire.getTargetsList(),
        trigger,
        Times.fromWire(wire.getCreatedAt()),
        wire.getCreatedBy(),
        false,
        wire.getSha256());
  }

  public static coral.proto.agent.v1.Script toWire(Script script) {
    return coral.proto.agent.v1.Script.newBuilder()
        .setId(script.id().toString())
        .setName(script.name())
        .setVersion(script.version())
        .setCode(script.code())
        .setSettings(toWire(script.settings()))
        .addAllTargets(script.targets())
        .setTrigger(toWire(script.trigger()))
        .setCreatedAt(Times.toWire(script.createdAt()))
        .setCreatedBy(script.createdBy())
        .setSha256(script.sha256())
        .build();
  }

  public static UUID uuid(String text, String what) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s \"%s\" is not a UUID such as 0198b9a2-7c4e-7d10-8a3f-2b7d9e5c1f00"
              .formatted(what, text),
          e);
    }
  }

  public static Optional<UUID> optionalUuid(String text, String what) {
    return text.isEmpty() ? Optional.empty() : Optional.of(uuid(text, what));
  }

  public static Trigger trigger(ScriptTrigger wire) {
    return switch (wire.getTriggerCase()) {
      case MANUAL, TRIGGER_NOT_SET -> Trigger.MANUAL;
      case SCHEDULE -> new Trigger.Schedule(wire.getSchedule().getCron());
      case EVENT ->
          new Trigger.Event(
              wire.getEvent().getCondition(),
              Duration.ofSeconds(wire.getEvent().getCheckIntervalSeconds()));
      case CUSTOM ->
          new Trigger.Custom(wire.getCustom().getType(), wire.getCustom().getConfigJson());
    };
  }

  /** Without a mode the trigger decides: manual is a daemon, all others are ad hoc. */
  public static ScriptSettings settings(coral.proto.agent.v1.ScriptSettings wire, Trigger trigger) {
    ScriptMode mode =
        switch (wire.getMode()) {
          case SCRIPT_MODE_DAEMON -> ScriptMode.DAEMON;
          case SCRIPT_MODE_AD_HOC -> ScriptMode.AD_HOC;
          case SCRIPT_MODE_UNSPECIFIED, UNRECOGNIZED ->
              trigger instanceof Trigger.Manual ? ScriptMode.DAEMON : ScriptMode.AD_HOC;
        };
    return new ScriptSettings(
        mode,
        wire.hasTimeout() ? Optional.of(Times.fromWire(wire.getTimeout())) : Optional.empty(),
        wire.getMemoryLimitMb(),
        wire.getCapabilitiesList());
  }

  private static coral.proto.agent.v1.ScriptSettings toWire(ScriptSettings settings) {
    coral.proto.agent.v1.ScriptSettings.Builder wire =
        coral.proto.agent.v1.ScriptSettings.newBuilder()
            .setMode(
                settings.mode() == ScriptMode.DAEMON
                    ? coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_DAEMON
                    : coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_AD_HOC)
            .setMemoryLimitMb(settings.memoryLimitMb())
            .addAllCapabilities(settings.capabilities());
    settings.timeout().ifPresent(timeout -> wire.setTimeout(Times.toWire(timeout)));
    return wire.build();
  }

  private static ScriptTrigger toWire(Trigger trigger) {
    ScriptTrigger.Builder wire = ScriptTrigger.newBuilder();
    switch (trigger) {
      case Trigger.Manual() -> wire.setManual(ManualTrigger.getDefaultInstance());
      case Trigger.Schedule(String cron) ->
          wire.setSchedule(ScheduleTrigger.newBuilder().setCron(cron));
      case Trigger.Event(String condition, Duration interval) ->
          wire.setEvent(
              EventTrigger.newBuilder()
                  .setCondition(condition)
                  .setCheckIntervalSeconds((int) interval.toSeconds()));
      case Trigger.Custom(String type, String config) ->
          wire.setCustom(CustomTrigger.newBuilder().setType(type).setConfigJson(config));
    }
    return wire.build();
  }
}
