// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.proto.colony.v1.CanaryFailure;
import coral.proto.colony.v1.RolloutStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roll-outs as JSON, and in a line. */
public final class RolloutView {
  private RolloutView() {}

  /** As a JSON object. */
  public static Map<String, @Nullable Object> of(RolloutStatus rollout) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("stage", stage(rollout));
    view.put("version", rollout.getVersion());
    view.put(
        "previous_version",
        rollout.getPreviousVersion() == 0 ? null : rollout.getPreviousVersion());
    view.put("canary_agents", List.copyOf(rollout.getCanaryAgentsList()));
    view.put("waiting_agents", List.copyOf(rollout.getWaitingAgentsList()));
    view.put("started_at", Views.time(rollout.getStartedAt()));
    view.put("until", Views.time(rollout.getUntil()));
    view.put("ended_at", Views.time(rollout.getEndedAt()));
    view.put("reason", rollout.getReason());
    view.put("failures", rollout.getFailuresList().stream().map(RolloutView::failure).toList());
    return view;
  }

  private static Map<String, @Nullable Object> failure(CanaryFailure failure) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("agent_id", failure.getAgentId());
    view.put("execution_id", failure.getExecutionId().isEmpty() ? null : failure.getExecutionId());
    view.put("reason", failure.getReason());
    return view;
  }

  /** {@code CANARY of version 2, began 12 seconds ago}. */
  public static String line(RolloutStatus rollout, Instant now) {
    return "%s of version %d, began %s%s"
        .formatted(
            stage(rollout),
            rollout.getVersion(),
            Times.ago(rollout.getStartedAt(), now),
            rollout.hasEndedAt() ? ", ended " + Times.ago(rollout.getEndedAt(), now) : "");
  }

  /** {@code CANARY} for {@code STAGE_CANARY}. */
  public static String stage(RolloutStatus rollout) {
    return rollout.getStage().name().replace("STAGE_", "");
  }
}
