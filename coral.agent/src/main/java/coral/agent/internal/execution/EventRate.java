// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.LimitHit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A token bucket that holds one second's worth of events. Guarded by its {@link Recorder}. */
final class EventRate {
  static final String LIMIT = "script.max_events_per_second";

  private final int perSecond;
  private double tokens;
  private Instant filledAt;
  private long refused;

  EventRate(int perSecond, Instant now) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledAt = now;
  }

  boolean admit(Instant now) {
    double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
    filledAt = now;
    tokens = Math.min(perSecond, tokens + seconds * perSecond);
    if (tokens < 1) {
      refused++;
      return false;
    }
    tokens--;
    return true;
  }

  /** Where it refused some. */
  Optional<LimitHit> hit() {
    return refused == 0
        ? Optional.empty()
        : Optional.of(new LimitHit(LIMIT, value(), refused, false));
  }

  String value() {
    return perSecond + " events/s";
  }
}
