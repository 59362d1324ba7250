// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;

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
   * @param cron five fields
   */
  record Schedule(String cron) implements Trigger {
    @Override
    public String type() {
      return "schedule";
    }
  }

  /**
   * Starts when a condition over the agent's telemetry is true.
   *
   * @param condition a SELECT, true when its first value is neither NULL, false nor 0
   */
  record Event(String condition, Duration checkInterval) implements Trigger {
    public Event {
      if (!checkInterval.isPositive()) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "check interval " + checkInterval + " is not positive; 60 s is usual");
      }
    }

    @Override
    public String type() {
      return "event";
    }
  }

  /** A type that a bundle brings, with that type's own configuration as JSON. */
  record Custom(String type, String configJson) implements Trigger {}
}
