// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.time.Duration;

/**
 * How long a delivery is tried.
 *
 * @param first delay, which doubles with each attempt
 * @param longest delay
 * @param maxAttempts before it is a dead letter
 * @param giveUpAfter before it is a dead letter, whatever the attempts
 */
public record RetrySettings(
    Duration first, Duration longest, int maxAttempts, Duration giveUpAfter) {
  /** A second, doubled up to five minutes. */
  public static RetrySettings of(int maxAttempts, Duration giveUpAfter) {
    return new RetrySettings(
        Duration.ofSeconds(1), Duration.ofMinutes(5), maxAttempts, giveUpAfter);
  }
}
