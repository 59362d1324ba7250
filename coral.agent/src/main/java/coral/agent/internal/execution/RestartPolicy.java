// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a daemon that failed is started again.
 *
 * @param delays one for each retry
 */
public record RestartPolicy(List<Duration> delays) {
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25)));

  public RestartPolicy {
    delays = List.copyOf(delays);
  }

  /**
   * How long to wait; empty: it has had its chances.
   *
   * @param failures since the trigger fired, the one just now included
   */
  Optional<Duration> delay(int failures) {
    return failures <= delays.size() ? Optional.of(delays.get(failures - 1)) : Optional.empty();
  }
}
