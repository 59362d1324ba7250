// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ScriptDeployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a version was deployed.
 *
 * @param stoppedAt null: it is deployed, or waits
 * @param pendingApproval it waits for approval, and no agent has it yet
 */
public record DeploymentView(
    @Nullable Instant deployedAt,
    String deployedBy,
    @Nullable Instant stoppedAt,
    boolean pendingApproval) {

  static DeploymentView of(ScriptDeployment deployment) {
    return new DeploymentView(
        Times.of(deployment.getDeployedAt()),
        deployment.getDeployedBy(),
        Times.of(deployment.getStoppedAt()),
        deployment.getPendingApproval());
  }

  boolean goesOn() {
    return stoppedAt == null && !pendingApproval;
  }

  String line(Instant now) {
    String start = "%s by %s".formatted(Times.ago(deployedAt, now), deployedBy);
    return stoppedAt == null
        ? start + ", still"
        : "%s, stopped %s".formatted(start, Times.ago(stoppedAt, now));
  }
}
