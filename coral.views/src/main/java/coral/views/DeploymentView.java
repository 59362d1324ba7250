// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ScriptDeployment;
import coral.views.RolloutView.Stage;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a version was deployed.
 *
 * @param stoppedAt null: it is deployed, or waits
 * @param pendingApproval it waits for approval, and no agent has it yet
 * @param rollout null: it went to all agents at once
 */
public record DeploymentView(
    @Nullable Instant deployedAt,
    String deployedBy,
    @Nullable Instant stoppedAt,
    boolean pendingApproval,
    @Nullable RolloutView rollout) {

  static DeploymentView of(ScriptDeployment deployment) {
    return new DeploymentView(
        Times.of(deployment.getDeployedAt()),
        deployment.getDeployedBy(),
        Times.of(deployment.getStoppedAt()),
        deployment.getPendingApproval(),
        deployment.hasRollout() ? RolloutView.of(deployment.getRollout()) : null);
  }

  boolean goesOn() {
    return stoppedAt == null && !pendingApproval;
  }

  String line(Instant now) {
    String start = "%s by %s".formatted(Times.ago(deployedAt, now), deployedBy);
    if (isIn(Stage.HALTED)) {
      return "%s, halted %s: %s"
          .formatted(start, Times.ago(stoppedAt, now), Objects.requireNonNull(rollout).reason());
    }
    if (stoppedAt != null) {
      return "%s, stopped %s".formatted(start, Times.ago(stoppedAt, now));
    }
    return start + (isIn(Stage.CANARY) ? ", canary" : ", still");
  }

  private boolean isIn(Stage stage) {
    return rollout != null && rollout.stage() == stage;
  }
}
