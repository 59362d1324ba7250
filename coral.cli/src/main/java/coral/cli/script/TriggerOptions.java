// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.MissedFirings;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.agent.v1.ScriptTrigger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What makes a script run. */
public class TriggerOptions {
  @Option(
      names = "--schedule",
      paramLabel = "CRON",
      description = "Run at the times of a cron expression, such as \"*/5 * * * *\" or @hourly")
  private @Nullable String schedule;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Of --schedule, such as Europe/Berlin (default: UTC)")
  private @Nullable String timeZone;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "Of --schedule: each agent runs up to this much later (default: 0s)")
  private @Nullable String jitter;

  @Option(
      names = "--missed",
      paramLabel = "POLICY",
      description = "Of --schedule, for times that the agent was away: skip (default) or run-once")
  private @Nullable String missed;

  @Option(
      names = "--when",
      paramLabel = "SQL",
      description = "Run when this SELECT over an agent's telemetry becomes true")
  private @Nullable String when;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Of --when: between two checks (default: 60s)")
  private @Nullable String every;

  @Option(names = "--while-true", description = "Of --when: run at each check that finds it true")
  private boolean whileTrue;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "Of --when: how long it has to be true first (default: 0s)")
  private @Nullable String holdFor;

  @Option(
      names = "--cool-down",
      paramLabel = "TIME",
      description = "Of --when: shortest time between two runs (default: 0s)")
  private @Nullable String coolDown;

  @Option(
      names = "--trigger",
      paramLabel = "TYPE",
      description = "Run by a trigger that a bundle brings to the agents")
  private @Nullable String type;

  @Option(
      names = "--trigger-config",
      paramLabel = "JSON",
      description = "Of --trigger: its configuration (default: {})")
  private @Nullable String config;

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description =
          "For a run that is due while the one before it is under way: skip (default), queue-one"
              + " or replace")
  private @Nullable String overlap;

  /** Whether it starts once, when it is deployed. */
  boolean manual() {
    return schedule == null && when == null && type == null;
  }

  /**
   * The trigger that is asked for; manual where none is.
   *
   * @throws CliException for two triggers, and for an option of a trigger that is not there
   */
  ScriptTrigger trigger() {
    long triggers = Arrays.asList(schedule, when, type).stream().filter(Objects::nonNull).count();
    if (triggers > 1) {
      throw usage("--schedule, --when and --trigger exclude each other: a script has one trigger");
    }
    need(
        schedule,
        "--schedule",
        given(timeZone, "--time-zone", jitter, "--jitter", missed, "--missed"));
    need(when, "--when", given(every, "--every", holdFor, "--for", coolDown, "--cool-down"));
    need(when, "--when", whileTrue ? List.of("--while-true") : List.of());
    need(type, "--trigger", given(config, "--trigger-config"));
    ScriptTrigger.Builder trigger = ScriptTrigger.newBuilder();
    if (schedule != null) {
      trigger.setSchedule(scheduleOf(schedule));
    } else if (when != null) {
      trigger.setEvent(eventOf(when));
    } else if (type != null) {
      trigger.setCustom(
          CustomTrigger.newBuilder().setType(type).setConfigJson(config == null ? "{}" : config));
    }
    return trigger.build();
  }

  private ScheduleTrigger.Builder scheduleOf(String cron) {
    ScheduleTrigger.Builder built = ScheduleTrigger.newBuilder().setCron(cron);
    if (timeZone != null) {
      built.setTimeZone(timeZone);
    }
    if (jitter != null) {
      built.setJitter(Durations.of("--jitter", jitter));
    }
    return built.setMissed(
        switch (missed == null ? "skip" : missed) {
          case "skip" -> MissedFirings.MISSED_FIRINGS_SKIP;
          case "run-once" -> MissedFirings.MISSED_FIRINGS_RUN_ONCE;
          default -> throw unknown("--missed", missed, "skip or run-once");
        });
  }

  private EventTrigger.Builder eventOf(String condition) {
    EventTrigger.Builder built =
        EventTrigger.newBuilder().setCondition(condition).setLevel(whileTrue);
    if (every != null) {
      built.setCheckIntervalSeconds(Durations.seconds("--every", every));
    }
    if (holdFor != null) {
      built.setHoldFor(Durations.of("--for", holdFor));
    }
    if (coolDown != null) {
      built.setCoolDown(Durations.of("--cool-down", coolDown));
    }
    return built;
  }

  /** What becomes of a run that is due too early. */
  ScriptOverlap overlap() {
    return switch (overlap == null ? "skip" : overlap) {
      case "skip" -> ScriptOverlap.SCRIPT_OVERLAP_SKIP;
      case "queue-one" -> ScriptOverlap.SCRIPT_OVERLAP_QUEUE_ONE;
      case "replace" -> ScriptOverlap.SCRIPT_OVERLAP_REPLACE;
      default -> throw unknown("--overlap", overlap, "skip, queue-one or replace");
    };
  }

  /** Names of the options that have a value; value, name, value, name … */
  private static List<String> given(@Nullable String... valuesAndNames) {
    List<String> names = new java.util.ArrayList<>();
    for (int i = 0; i < valuesAndNames.length; i += 2) {
      if (valuesAndNames[i] != null) {
        names.add(Objects.requireNonNull(valuesAndNames[i + 1]));
      }
    }
    return names;
  }

  private static void need(@Nullable String trigger, String option, List<String> given) {
    if (trigger == null && !given.isEmpty()) {
      throw usage("%s needs %s".formatted(given.getFirst(), option));
    }
  }

  private static CliException unknown(String option, @Nullable String value, String allowed) {
    return usage("%s \"%s\" is unknown: write %s".formatted(option, value, allowed));
  }

  private static CliException usage(String sentence) {
    return new CliException(ExitCode.USAGE, sentence);
  }
}
