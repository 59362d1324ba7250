// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What makes a deployed script run. Handlers come from {@code
 * coral.api.trigger.TriggerHandlerFactory} services.
 */
public sealed interface Trigger {
  Trigger MANUAL = new Manual();

  /** The factory's type, such as {@code "manual"}. */
  String type();

  /** Starts once, when it is deployed. */
  record Manual() implements Trigger {
    @Override
    public String type() {
      return "manual";
    }
  }

  /**
   * Starts at the times of a cron expression.
   *
   * @param cron five fields, or a nickname such as {@code "@hourly"}
   * @param zone in which the fields are read
   * @param jitter each agent fires up to this much later, always by the same delay
   * @param missed what becomes of firings that were due while the agent was away
   */
  record Schedule(String cron, ZoneId zone, Duration jitter, Missed missed) implements Trigger {
    public static final Duration MAX_JITTER = Duration.ofHours(1);

    public Schedule {
      check("jitter", jitter, Duration.ZERO, MAX_JITTER);
    }

    /** In UTC, without jitter; what was missed is skipped. */
    public Schedule(String cron) {
      this(cron, ZoneOffset.UTC, Duration.ZERO, Missed.SKIP);
    }

    @Override
    public String type() {
      return "schedule";
    }
  }

  /** What becomes of firings that were due while nobody was there. */
  enum Missed {
    SKIP,
    /** One run makes up for all of them. */
    RUN_ONCE
  }

  /**
   * Starts when a condition over the agent's telemetry is true.
   *
   * @param condition a SELECT, true when the first value of its first row is neither NULL, false
   *     nor 0
   * @param checkInterval between two evaluations
   * @param when which of the evaluations that find it true fire
   * @param holdFor how long it has to be true without a break before it fires
   * @param coolDown shortest time between two firings
   */
  record Event(
      String condition, Duration checkInterval, When when, Duration holdFor, Duration coolDown)
      implements Trigger {
    public static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    public Event {
      check("check interval", checkInterval, MIN_CHECK_INTERVAL, DAY);
      check("\"for\" duration", holdFor, Duration.ZERO, DAY);
      check("cool-down", coolDown, Duration.ZERO, DAY);
    }

    /** Fires as soon as the condition becomes true. */
    public Event(String condition, Duration checkInterval) {
      this(condition, checkInterval, When.BECOMES_TRUE, Duration.ZERO, Duration.ZERO);
    }

    @Override
    public String type() {
      return "event";
    }
  }

  /** Which of the evaluations that find a condition true fire. */
  enum When {
    /** The first after one that found it false: edge-triggered. */
    BECOMES_TRUE,
    /** Each: level-triggered. */
    IS_TRUE
  }

  /** A type that a bundle brings, with that type's own configuration as JSON. */
  record Custom(String type, String configJson) implements Trigger {}

  private static void check(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s %s s is out of range: %d to %d s"
              .formatted(what, value.toMillis() / 1000.0, least.toSeconds(), most.toSeconds()));
    }
  }
}
