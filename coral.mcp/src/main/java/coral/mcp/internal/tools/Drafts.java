// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import com.google.protobuf.Duration;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.colony.v1.Canary;
import java.util.List;

/** Parts of scripts, from arguments. */
final class Drafts {
  /** How diagnostics name a source that is no file. */
  static final String FILE_NAME = "script.ts";

  private Drafts() {}

  static ScriptSettings settings(Arguments arguments, ScriptMode mode) {
    ScriptSettings.Builder settings =
        ScriptSettings.newBuilder()
            .setMode(mode)
            .setMemoryLimitMb(arguments.number("memory_mb", 0))
            .addAllCapabilities(arguments.texts("capabilities"))
            .setOverlap(overlap(arguments.text("overlap")))
            .putAllArgs(arguments.object("args").allTexts());
    if (arguments.has("timeout_seconds")) {
      settings.setTimeout(seconds(arguments.number("timeout_seconds", 0)));
    }
    return settings.build();
  }

  static ScriptMode mode(String word) {
    return switch (word) {
      case "daemon" -> ScriptMode.SCRIPT_MODE_DAEMON;
      case "ad_hoc" -> ScriptMode.SCRIPT_MODE_AD_HOC;
      default -> ScriptMode.SCRIPT_MODE_UNSPECIFIED;
    };
  }

  private static ScriptOverlap overlap(String word) {
    return switch (word) {
      case "skip" -> ScriptOverlap.SCRIPT_OVERLAP_SKIP;
      case "queue_one" -> ScriptOverlap.SCRIPT_OVERLAP_QUEUE_ONE;
      case "replace" -> ScriptOverlap.SCRIPT_OVERLAP_REPLACE;
      default -> ScriptOverlap.SCRIPT_OVERLAP_UNSPECIFIED;
    };
  }

  /** By its type, or by what is given where the type is left out. */
  static ScriptTrigger trigger(Arguments trigger) {
    String type =
        trigger.has("type")
            ? trigger.text("type")
            : trigger.has("cron") ? "schedule" : trigger.has("condition") ? "event" : "manual";
    return switch (type) {
      case "schedule" -> {
        refuse(type, trigger, List.of("condition", "check_interval_seconds", "cool_down_seconds"));
        yield ScriptTrigger.newBuilder().setSchedule(schedule(trigger)).build();
      }
      case "event" -> {
        refuse(type, trigger, List.of("cron", "time_zone"));
        yield ScriptTrigger.newBuilder().setEvent(event(trigger)).build();
      }
      default -> {
        refuse(type, trigger, List.of("cron", "condition"));
        yield ScriptTrigger.newBuilder().setManual(ManualTrigger.getDefaultInstance()).build();
      }
    };
  }

  private static ScheduleTrigger schedule(Arguments trigger) {
    require("schedule", trigger, "cron", "five fields such as \"*/5 * * * *\"");
    return ScheduleTrigger.newBuilder()
        .setCron(trigger.text("cron"))
        .setTimeZone(trigger.text("time_zone"))
        .build();
  }

  private static EventTrigger event(Arguments trigger) {
    require("event", trigger, "condition", "a SELECT whose first value says whether to run");
    EventTrigger.Builder event =
        EventTrigger.newBuilder()
            .setCondition(trigger.text("condition"))
            .setCheckIntervalSeconds(trigger.number("check_interval_seconds", 0));
    if (trigger.has("cool_down_seconds")) {
      event.setCoolDown(seconds(trigger.number("cool_down_seconds", 0)));
    }
    return event.build();
  }

  private static void require(String type, Arguments trigger, String member, String what) {
    if (trigger.text(member).isBlank()) {
      throw invalid(
          "argument \"trigger.%s\" is missing, and a trigger of type \"%s\" needs it: %s"
              .formatted(member, type, what));
    }
  }

  private static void refuse(String type, Arguments trigger, List<String> others) {
    for (String other : others) {
      if (trigger.has(other)) {
        throw invalid(
            "argument \"trigger.%s\" does not go with a trigger of type \"%s\": leave it out, or give another type"
                .formatted(other, type));
      }
    }
  }

  static Canary canary(Arguments canary) {
    if (canary.has("percent") == canary.has("agents")) {
      throw invalid(
          "argument \"canary\" needs one of percent and agents: which part of the agents gets it first");
    }
    Canary.Builder part = Canary.newBuilder().setHaltOnFailure(canary.flag("halt_on_failure"));
    if (canary.has("hold_seconds")) {
      part.setHold(seconds(canary.number("hold_seconds", 0)));
    }
    return canary.has("percent")
        ? part.setPercent(canary.number("percent", 0)).build()
        : part.setAgents(canary.number("agents", 0)).build();
  }

  static Duration seconds(int seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  private static CoralException invalid(String sentence) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence);
  }
}
