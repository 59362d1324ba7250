// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.RolloutStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that goes, or went, to a part of its agents first.
 *
 * @param previousVersion what the other agents keep meanwhile; null: nothing
 * @param canaryAgents ids of the agents that have it first, as long as they last
 * @param waitingAgents ids of those that get it once it is promoted
 * @param until promoted then if nothing fails; null: not all canary agents have begun
 * @param endedAt null: it is under way
 * @param reason why it was halted, or promoted before its time; empty: nothing to say
 * @param failures the first of each canary agent
 */
public record RolloutView(
    Stage stage,
    int version,
    @Nullable Integer previousVersion,
    List<String> canaryAgents,
    List<String> waitingAgents,
    @Nullable Instant startedAt,
    @Nullable Instant until,
    @Nullable Instant endedAt,
    String reason,
    List<CanaryFailureView> failures) {
  /** How far it has come. */
  public enum Stage {
    CANARY,
    /** All agents that match get it. */
    PROMOTED,
    /** No agent has it, and the version before goes on. */
    HALTED
  }

  public RolloutView {
    canaryAgents = List.copyOf(canaryAgents);
    waitingAgents = List.copyOf(waitingAgents);
    failures = List.copyOf(failures);
  }

  static RolloutView of(RolloutStatus rollout) {
    return new RolloutView(
        stage(rollout.getStage()),
        rollout.getVersion(),
        rollout.getPreviousVersion() == 0 ? null : rollout.getPreviousVersion(),
        rollout.getCanaryAgentsList(),
        rollout.getWaitingAgentsList(),
        Times.of(rollout.getStartedAt()),
        Times.of(rollout.getUntil()),
        Times.of(rollout.getEndedAt()),
        rollout.getReason(),
        rollout.getFailuresList().stream().map(CanaryFailureView::of).toList());
  }

  private static Stage stage(RolloutStatus.Stage stage) {
    return switch (stage) {
      case STAGE_PROMOTED -> Stage.PROMOTED;
      case STAGE_HALTED -> Stage.HALTED;
      case STAGE_CANARY, STAGE_UNSPECIFIED, UNRECOGNIZED -> Stage.CANARY;
    };
  }

  /** {@code CANARY of version 2, began 12s ago}. */
  public String line(Instant now) {
    return "%s of version %d, began %s%s"
        .formatted(
            stage,
            version,
            Times.ago(startedAt, now),
            endedAt == null ? "" : ", ended " + Times.ago(endedAt, now));
  }
}
