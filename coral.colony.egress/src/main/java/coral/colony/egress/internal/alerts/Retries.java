// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Attempts with exponential backoff and jitter, or with the delay that a sink asks for. */
final class Retries {
  private static final double JITTER = 0.2;

  private final RetrySettings settings;
  private final Clock clock;

  Retries(RetrySettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Tries until it has arrived, is refused, or is given up; attempts before a restart count, and
   * one more is always made.
   *
   * @return the last outcome
   */
  Outcome run(Delivery delivery, CheckedSupplier<Outcome> attempt) throws InterruptedException {
    Instant deadline = delivery.createdAt().plus(settings.giveUpAfter());
    RetryPolicy<Outcome> policy =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(outcome -> outcome instanceof Outcome.Later)
            .abortOn(InterruptedException.class)
            .abortIf(outcome -> !clock.instant().isBefore(deadline))
            .withBackoff(settings.first(), settings.longest())
            .withJitter(JITTER)
            .withDelayFn(this::wish)
            .withMaxAttempts(Math.max(1, settings.maxAttempts() - delivery.attempts()))
            .build();
    try {
      return Failsafe.with(policy).get(attempt);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupt) {
        throw interrupt;
      }
      throw e;
    }
  }

  /**
   * Negative: the backoff's own. Jitter may take some of it off again, hence more than was asked.
   */
  private Duration wish(ExecutionContext<Outcome> context) {
    if (!(context.getLastResult() instanceof Outcome.Later later) || later.after().isEmpty()) {
      return Duration.ofNanos(-1);
    }
    Duration after = later.after().get();
    Duration least = after.compareTo(settings.first()) < 0 ? settings.first() : after;
    return Duration.ofNanos((long) (least.toNanos() / (1 - JITTER)));
  }
}
