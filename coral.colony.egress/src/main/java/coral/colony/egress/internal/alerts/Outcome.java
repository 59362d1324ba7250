// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.time.Duration;
import java.util.Optional;

/** What one attempt came to. */
sealed interface Outcome {
  /** The sink has taken it. */
  record Arrived() implements Outcome {}

  /**
   * It may work later.
   *
   * @param after as the sink asks
   */
  record Later(String reason, Optional<Duration> after) implements Outcome {}

  /** It will not work however often it is tried. */
  record Refused(String reason) implements Outcome {}
}
