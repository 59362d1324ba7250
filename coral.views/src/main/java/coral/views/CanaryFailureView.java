// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.CanaryFailure;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on a canary agent.
 *
 * @param executionId null: nothing was started
 * @param reason in one sentence
 */
public record CanaryFailureView(String agentId, @Nullable String executionId, String reason) {

  static CanaryFailureView of(CanaryFailure failure) {
    return new CanaryFailureView(
        failure.getAgentId(),
        failure.getExecutionId().isEmpty() ? null : failure.getExecutionId(),
        failure.getReason());
  }
}
