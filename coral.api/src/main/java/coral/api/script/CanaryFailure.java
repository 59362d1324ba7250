// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.util.Optional;
import java.util.UUID;

/**
 * What went wrong on a canary agent first.
 *
 * @param executionId empty: nothing was started
 * @param reason one sentence
 */
public record CanaryFailure(String agentId, Optional<UUID> executionId, String reason) {

  /** {@code agent a, execution 01…: it ended with exit code 1}. */
  @Override
  public String toString() {
    return executionId
        .map(id -> "agent %s, execution %s: %s".formatted(agentId, id, reason))
        .orElseGet(() -> "agent %s: %s".formatted(agentId, reason));
  }
}
