// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.output.Output;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.Trial;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.TargetVerdict.Fit;

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
    DryRunReport report = client.within(PATIENCE_SECONDS).dryRunScript(request.build());
    if (out.json()) {
      out.value(DryRunViews.report(report));
    } else {
      new DryRunText(out).print(report);
    }
    return exitCode(report);
  }

  /** The first thing that would keep it from running well. */
  private int exitCode(DryRunReport report) {
    if (report.getDiagnosticsCount() > 0) {
      return ExitCode.INVALID_SCRIPT;
    }
    if (!report.getTriggerProblem().isEmpty()) {
      return ExitCode.USAGE;
    }
    boolean nowhere =
        report.getVerdictsList().stream().noneMatch(verdict -> verdict.getFit() == Fit.FIT_GETS_IT);
    if (nowhere && !pending) {
      return ExitCode.NO_MATCHING_AGENT;
    }
    return report.hasTrial() ? exitCode(report.getTrial()) : ExitCode.FAILED;
  }

  private static int exitCode(Trial trial) {
    if (succeeded(trial)) {
      return ExitCode.OK;
    }
    return trial.getExecution().getTimedOut() ? ExitCode.TIMEOUT : ExitCode.FAILED;
  }

  /** A script that had to be stopped at the end of the trial has done well. */
  static boolean succeeded(Trial trial) {
    return trial.getStillRunning()
        || trial.getExecution().getStatus() == ScriptStatus.SCRIPT_STATUS_COMPLETED;
  }
}
