// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ScriptVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a script, and when it was deployed.
 *
 * @param sha256 in hex, of source, settings, trigger and targets
 * @param codeBytes size of the source in UTF-8
 * @param trigger {@code "manual"}, {@code "schedule"}, {@code "event"} or a bundle's type
 * @param targets empty: all agents
 * @param deployed it is deployed now
 * @param approval what was decided last about it; null: nothing
 * @param deployments newest first; empty: it was never deployed
 */
public record VersionView(
    int version,
    @Nullable Instant createdAt,
    String createdBy,
    String sha256,
    int codeBytes,
    String trigger,
    List<String> targets,
    boolean deployed,
    @Nullable ApprovalView approval,
    List<DeploymentView> deployments) {
  private static final int SHOWN_DIGITS = 12;

  public VersionView {
    targets = List.copyOf(targets);
    deployments = List.copyOf(deployments);
  }

  static VersionView of(ScriptVersion version) {
    List<DeploymentView> deployments =
        version.getDeploymentsList().stream().map(DeploymentView::of).toList();
    return new VersionView(
        version.getVersion(),
        Times.of(version.getCreatedAt()),
        version.getCreatedBy(),
        version.getSha256(),
        version.getCodeBytes(),
        version.getTrigger(),
        version.getTargetsList(),
        deployments.stream().anyMatch(DeploymentView::goesOn),
        version.hasApproval() ? ApprovalView.of(version.getApproval()) : null,
        deployments);
  }

  /** Enough of the digest to tell versions apart. */
  public String digest() {
    return sha256.substring(0, Math.min(SHOWN_DIGITS, sha256.length()));
  }

  /** The newest deployment in words, such as {@code 2h ago by ada, still}. */
  public String lastDeployed(Instant now) {
    if (deployments.isEmpty()) {
      return "never";
    }
    DeploymentView newest = deployments.getFirst();
    if (newest.pendingApproval()) {
      return "waits for approval";
    }
    return approval != null && !approval.granted()
        ? "rejected by %s: %s".formatted(approval.decidedBy(), approval.reason())
        : newest.line(now);
  }
}
