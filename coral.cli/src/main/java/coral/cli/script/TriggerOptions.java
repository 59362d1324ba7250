// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.MissedFirings;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.agent.v1.ScriptTrigger;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a script run. Each trigger has an option of its own, and options that only go with it;
 * what its words mean, a cron expression or SQL, the colony says.
 */
final class TriggerOptions {
  private static final String SCHEDULE = "--schedule";
  private static final String WHEN = "--when";
  private static final String TRIGGER = "--trigger";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Option(
      names = SCHEDULE,
      paramLabel = "CRON",
      description = "Run at the times of a cron expression, such as \"*/5 * * * *\" or @hourly")
  private @Nullable String cron;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Of the schedule, such as Europe/Berlin (default: UTC)")
  private @Nullable String timeZone;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "Each agent starts up to that much later; at most 1h")
  private @Nullable String jitter;

  @Option(
      names = "--missed",
      paramLabel = "WHAT",
      description = "What becomes of missed firings: skip or run-once (default: skip)")
  private @Nullable String missed;

  @Option(
      names = WHEN,
      paramLabel = "SQL",
      description = "Run when the first value of this SELECT over the agent's telemetry is true")
  private @Nullable String condition;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "From one look at the condition to the next, in whole seconds (default: 1m)")
  private @Nullable String every;

  @Option(
      names = "--while-true",
      description = "Run at each look that finds the condition true, not only the first")
  private boolean whileTrue;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long the condition has to be true before the script runs")
  private @Nullable String holdFor;

  @Option(
      names = "--cool-down",
      paramLabel = "TIME",
      description = "Shortest time between two firings of the condition")
  private @Nullable String coolDown;

  @Option(
      names = TRIGGER,
      paramLabel = "TYPE",
      description = "Run by a trigger of another type, which a bundle of the agents brings")
  private @Nullable String type;

  @Option(
      names = "--trigger-config",
      paramLabel = "JSON",
      description = "Configuration of that trigger, as its type reads it")
  private @Nullable String config;

  @Option(
      names = "--overlap",
      paramLabel = "WHAT",
      description =
          "What becomes of a firing while the run before it is not over: skip, queue-one or replace (default: skip)")
  private @Nullable String overlap;

  /**
   * The one trigger that is given; manual where none is.
   *
   * @throws CliException USAGE for more than one, and for an option that does not go with it
   */
  ScriptTrigger trigger() {
    checkTogether();
    ScriptTrigger.Builder trigger = ScriptTrigger.newBuilder();
    if (cron != null) {
      trigger.setSchedule(schedule(cron));
    } else if (condition != null) {
      trigger.setEvent(event(condition));
    } else if (type != null) {
      trigger.setCustom(custom(type));
    } else {
      trigger.setManual(ManualTrigger.getDefaultInstance());
    }
    return trigger.build();
  }

  ScriptOverlap overlap() {
    return switch (overlap) {
      case null -> ScriptOverlap.SCRIPT_OVERLAP_UNSPECIFIED;
      case "skip" -> ScriptOverlap.SCRIPT_OVERLAP_SKIP;
      case "queue-one" -> ScriptOverlap.SCRIPT_OVERLAP_QUEUE_ONE;
      case "replace" -> ScriptOverlap.SCRIPT_OVERLAP_REPLACE;
      default ->
          throw wrong("--overlap \"%s\" is unknown: skip, queue-one or replace".formatted(overlap));
    };
  }

  private void checkTogether() {
    String first = cron != null ? SCHEDULE : condition != null ? WHEN : TRIGGER;
    String last = type != null ? TRIGGER : condition != null ? WHEN : SCHEDULE;
    long given = Stream.of(cron, condition, type).filter(Objects::nonNull).count();
    if (given > 1) {
      throw wrong(
          "%s and %s are two triggers, and a script has one; deploy it again under another --name for the other"
              .formatted(first, last));
    }
    check("--time-zone", timeZone != null, SCHEDULE, cron);
    check("--jitter", jitter != null, SCHEDULE, cron);
    check("--missed", missed != null, SCHEDULE, cron);
    check("--every", every != null, WHEN, condition);
    check("--while-true", whileTrue, WHEN, condition);
    check("--for", holdFor != null, WHEN, condition);
    check("--cool-down", coolDown != null, WHEN, condition);
    check("--trigger-config", config != null, TRIGGER, type);
    if (overlap != null && given == 0) {
      throw wrong(
          "--overlap goes with a trigger that fires again: give --schedule, --when or --trigger");
    }
  }

  private static void check(
      String option, boolean given, String owner, @Nullable String valueOfOwner) {
    if (given && valueOfOwner == null) {
      throw wrong("%s goes with %s, which is not given".formatted(option, owner));
    }
  }

  private ScheduleTrigger schedule(String expression) {
    ScheduleTrigger.Builder schedule =
        ScheduleTrigger.newBuilder()
            .setCron(expression)
            .setTimeZone(Objects.requireNonNullElse(timeZone, ""))
            .setMissed(missed());
    if (jitter != null) {
      schedule.setJitter(Durations.of("--jitter", jitter));
    }
    return schedule.build();
  }

  private MissedFirings missed() {
    return switch (missed) {
      case null -> MissedFirings.MISSED_FIRINGS_UNSPECIFIED;
      case "skip" -> MissedFirings.MISSED_FIRINGS_SKIP;
      case "run-once" -> MissedFirings.MISSED_FIRINGS_RUN_ONCE;
      default -> throw wrong("--missed \"%s\" is unknown: skip or run-once".formatted(missed));
    };
  }

  private EventTrigger event(String sql) {
    EventTrigger.Builder event = EventTrigger.newBuilder().setCondition(sql).setLevel(whileTrue);
    if (every != null) {
      event.setCheckIntervalSeconds(Durations.seconds("--every", every));
    }
    if (holdFor != null) {
      event.setHoldFor(Durations.of("--for", holdFor));
    }
    if (coolDown != null) {
      event.setCoolDown(Durations.of("--cool-down", coolDown));
    }
    return event.build();
  }

  private CustomTrigger custom(String name) {
    switch (name.strip()) {
      case "" -> throw wrong("--trigger \"%s\" names no type".formatted(name));
      case "schedule" -> throw wrong("--trigger schedule has an option of its own: --schedule");
      case "event" -> throw wrong("--trigger event has an option of its own: --when");
      case "manual" ->
          throw wrong("--trigger manual is what a script has without a trigger: leave it out");
      default -> {}
    }
    CustomTrigger.Builder custom = CustomTrigger.newBuilder().setType(name.strip());
    if (config != null) {
      custom.setConfigJson(json(config));
    }
    return custom.build();
  }

  private static String json(String text) {
    try {
      JSON.readTree(text);
      return text;
    } catch (JacksonException e) {
      throw wrong("--trigger-config is no JSON: " + e.getOriginalMessage());
    }
  }

  private static CliException wrong(String sentence) {
    return new CliException(ExitCode.USAGE, sentence);
  }
}
