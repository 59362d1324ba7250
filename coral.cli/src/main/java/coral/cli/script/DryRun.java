// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.output.Output;
import coral.proto.colony.v1.DryRunRequest;
import coral.views.DryRunView;
import coral.views.TargetView;
import coral.views.TrialView;

/**
 * A script's checks and one trial.
 *
 * @param pending whether it may be deployed although no agent matches now
 */
record DryRun(ScriptOptions options, TrialOptions trial, boolean pending) {
  /** For the checks, and for the agent to begin and to end, beside the trial's own minute. */
  private static final int PATIENCE_SECONDS = 150;

  int run(ColonyClient client, Output out) {
    ScriptFile source = options.source();
    DryRunRequest.Builder request =
        DryRunRequest.newBuilder().setScript(options.script(source)).setFileName(source.fileName());
    trial.into(request);
    DryRunView report =
        DryRunView.of(client.within(PATIENCE_SECONDS).dryRunScript(request.build()));
    if (out.json()) {
      out.value(report);
    } else {
      new DryRunText(out).print(report);
    }
    return exitCode(report);
  }

  /** The first thing that would keep it from running well. */
  private int exitCode(DryRunView report) {
    if (!report.diagnostics().isEmpty()) {
      return ExitCode.INVALID_SCRIPT;
    }
    if (!report.triggerProblem().isEmpty()) {
      return ExitCode.USAGE;
    }
    if (!pending && report.verdicts().stream().noneMatch(TargetView::getsIt)) {
      return ExitCode.NO_MATCHING_AGENT;
    }
    return report.trial() == null ? ExitCode.FAILED : exitCode(report.trial());
  }

  private static int exitCode(TrialView trial) {
    if (trial.succeeded()) {
      return ExitCode.OK;
    }
    return trial.execution().timedOut() ? ExitCode.TIMEOUT : ExitCode.FAILED;
  }
}
