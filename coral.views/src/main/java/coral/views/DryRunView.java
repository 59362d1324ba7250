// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.DryRunReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All checks of a deployment, and one trial. Nothing of it is stored or delivered.
 *
 * @param version that the script would have, or has
 * @param stored this version is stored already
 * @param deployedVersion null: none is deployed
 * @param unchanged deploying it would change nothing
 * @param diagnostics empty: the source passes its checks
 * @param triggerProblem why its trigger is refused; empty: it is not
 * @param needsApproval capabilities for which it would wait for an approval
 * @param verdicts one for each agent, sorted by its id
 * @param trial null: {@code noTrial} says why
 */
public record DryRunView(
    String name,
    int version,
    boolean stored,
    @Nullable Integer deployedVersion,
    boolean unchanged,
    List<DiagnosticView> diagnostics,
    String triggerProblem,
    List<String> needsApproval,
    List<TargetView> verdicts,
    @Nullable TrialView trial,
    String noTrial) {
  public DryRunView {
    diagnostics = List.copyOf(diagnostics);
    needsApproval = List.copyOf(needsApproval);
    verdicts = List.copyOf(verdicts);
  }

  /** As a colony answers. */
  public static DryRunView of(DryRunReport report) {
    int deployed = report.getDeployedVersion();
    return new DryRunView(
        report.getName(),
        report.getVersion(),
        report.getStored(),
        deployed == 0 ? null : deployed,
        deployed == report.getVersion(),
        report.getDiagnosticsList().stream().map(DiagnosticView::of).toList(),
        report.getTriggerProblem(),
        report.getNeedsApprovalList(),
        report.getVerdictsList().stream().map(TargetView::of).toList(),
        report.hasTrial() ? TrialView.of(report.getTrial()) : null,
        report.getNoTrial());
  }

  /** {@code would be version 4; version 3 is deployed}. */
  public String versionLine() {
    if (unchanged) {
      return "unchanged: version %d is deployed".formatted(version);
    }
    return (stored ? "is version %d, which is stored" : "would be version %d").formatted(version)
        + (deployedVersion == null ? "" : "; version %d is deployed".formatted(deployedVersion));
  }
}
