// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.output.DiagnosticText;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.cli.output.QueryViews;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.ScriptEvent;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialQuery;
import coral.proto.colony.v1.DryRunReport;
import java.time.Duration;
import java.util.Locale;

/** A dry run in sections: checks, targets, trial, and what the trial wrote, emitted and asked. */
record DryRunText(Output out) {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double BYTES_PER_MB = 1 << 20;

  void print(DryRunReport report) {
    out.line("Dry run: %s (%s)".formatted(report.getName(), version(report)));
    checks(report);
    section("Targets:");
    TargetsCommand.print(report.getVerdictsList(), out);
    if (!report.hasTrial()) {
      section("Trial: none, " + report.getNoTrial());
      return;
    }
    Trial trial = report.getTrial();
    trial(trial);
    output(trial);
    events(trial);
    queries(trial);
  }

  private static String version(DryRunReport report) {
    int version = report.getVersion();
    int deployed = report.getDeployedVersion();
    if (version == deployed) {
      return "unchanged: version %d is deployed".formatted(version);
    }
    return (report.getStored() ? "is version %d, which is stored" : "would be version %d")
            .formatted(version)
        + (deployed == 0 ? "" : "; version %d is deployed".formatted(deployed));
  }

  private void checks(DryRunReport report) {
    section("Checks:");
    int findings = report.getDiagnosticsCount();
    out.line("  Source: " + (findings == 0 ? "valid" : findings + " found"));
    report.getDiagnosticsList().forEach(finding -> out.line("    " + DiagnosticText.of(finding)));
    String problem = report.getTriggerProblem();
    out.line("  Trigger: " + (problem.isEmpty() ? "valid" : "refused, " + problem));
    if (report.getNeedsApprovalCount() > 0) {
      out.line(
          "  Approval: would wait for one, because of "
              + String.join(", ", report.getNeedsApprovalList()));
    }
  }

  private void trial(Trial trial) {
    ScriptExecution execution = trial.getExecution();
    Consumption used = execution.getConsumption();
    section("Trial on %s, with its real telemetry:".formatted(execution.getAgentId()));
    out.line(
        "  Status: "
            + Views.status(execution.getStatus())
            + StatusCommand.because(execution.getReason()));
    out.line(
        String.format(
            Locale.ROOT,
            "  Used: %.2f s, CPU %.2f s, memory %.1f MB",
            seconds(execution),
            used.getCpuMs() / MILLIS_PER_SECOND,
            used.getPeakMemoryBytes() / BYTES_PER_MB));
    out.line("  Sandbox: " + execution.getSandboxTier());
    used.getHitsList().forEach(hit -> out.line("  " + StatusCommand.limit(hit)));
    if (execution.getDroppedLines() > 0) {
      out.line("  " + StatusCommand.dropped(execution.getDroppedLines()));
    }
  }

  private static double seconds(ScriptExecution execution) {
    return execution.hasCompletedAt()
        ? Duration.between(
                    Times.instant(execution.getStartedAt()),
                    Times.instant(execution.getCompletedAt()))
                .toMillis()
            / MILLIS_PER_SECOND
        : 0;
  }

  private void output(Trial trial) {
    String stdout = trial.getExecution().getStdout();
    String stderr = trial.getExecution().getStderr();
    if (stdout.isEmpty() && stderr.isEmpty()) {
      return;
    }
    section("Output:");
    more(trial.getCutLines(), "earlier");
    stdout.lines().forEach(line -> out.line("  " + line));
    stderr.lines().forEach(line -> out.line("  stderr: " + line));
  }

  private void events(Trial trial) {
    if (trial.getExecution().getEventsCount() + trial.getCutEvents() == 0) {
      return;
    }
    section("Events, not delivered:");
    for (ScriptEvent event : trial.getExecution().getEventsList()) {
      out.line("  " + LogPrinter.event(event.getSeverity(), event.getName(), event.getData()));
    }
    more(trial.getCutEvents(), "more");
  }

  private void queries(Trial trial) {
    if (trial.getQueriesCount() == 0) {
      return;
    }
    section("Queries: " + QueryViews.line(trial.getExecution().getConsumption().getQueries()));
    trial.getQueriesList().forEach(this::query);
    more(trial.getCutQueries(), "more");
  }

  private void query(TrialQuery query) {
    out.line(
        String.format(
            Locale.ROOT,
            "  %s, %,d rows%s, %.2f s, CPU %.2f s: %s",
            query.getOutcome(),
            query.getRows(),
            query.getTruncated() ? " (truncated)" : "",
            query.getTimeUs() / MICROS_PER_SECOND,
            query.getCpuUs() / MICROS_PER_SECOND,
            query.getSql().strip().replaceAll("\\s+", " ")));
    query.getInjectedList().forEach(what -> out.line("    Guardrail: " + what));
    if (!query.getError().isEmpty()) {
      out.line("    Error: " + query.getError());
    }
  }

  private void more(long count, String what) {
    if (count > 0) {
      out.line(String.format(Locale.ROOT, "  (%,d %s)", count, what));
    }
  }

  private void section(String headline) {
    out.line("");
    out.line(headline);
  }
}
