// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.output.Output;
import coral.views.DryRunView;
import coral.views.ExecutionView;
import coral.views.TrialQueryView;
import coral.views.TrialView;
import coral.views.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A dry run in sections: checks, targets, trial, and what the trial wrote, emitted and asked. */
record DryRunText(Output out) {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double BYTES_PER_MB = 1 << 20;

  void print(DryRunView report) {
    out.line("Dry run: %s (%s)".formatted(report.name(), report.versionLine()));
    checks(report);
    section("Targets:");
    TargetsCommand.print(report.verdicts(), out);
    TrialView trial = report.trial();
    if (trial == null) {
      section("Trial: none, " + report.noTrial());
      return;
    }
    trial(trial);
    output(trial);
    events(trial);
    queries(trial);
  }

  private void checks(DryRunView report) {
    section("Checks:");
    int findings = report.diagnostics().size();
    out.line("  Source: " + (findings == 0 ? "valid" : findings + " found"));
    report.diagnostics().forEach(finding -> out.line("    " + finding.row()));
    String problem = report.triggerProblem();
    out.line("  Trigger: " + (problem.isEmpty() ? "valid" : "refused, " + problem));
    if (!report.needsApproval().isEmpty()) {
      out.line(
          "  Approval: would wait for one, because of "
              + String.join(", ", report.needsApproval()));
    }
  }

  private void trial(TrialView trial) {
    ExecutionView execution = trial.execution();
    section("Trial on %s, with its real telemetry:".formatted(execution.agentId()));
    out.line("  Status: " + execution.status() + Words.because(execution.reason()));
    out.line(
        String.format(
            Locale.ROOT,
            "  Used: %.2f s, CPU %.2f s, memory %.1f MB",
            seconds(execution),
            execution.cpuMs() / MILLIS_PER_SECOND,
            execution.peakMemoryBytes() / BYTES_PER_MB));
    out.line("  Sandbox: " + execution.sandboxTier());
    execution.limitHits().forEach(hit -> out.line("  Limit: " + hit.line()));
    if (execution.droppedLines() > 0) {
      out.line("  " + StatusText.dropped(execution.droppedLines()));
    }
  }

  /** A trial has ended by the time that it is reported. */
  private static double seconds(ExecutionView execution) {
    Duration duration = execution.duration(Instant.now());
    return duration == null ? 0 : duration.toMillis() / MILLIS_PER_SECOND;
  }

  private void output(TrialView trial) {
    if (trial.stdout().isEmpty() && trial.stderr().isEmpty()) {
      return;
    }
    section("Output:");
    more(trial.cutLines(), "earlier");
    trial.stdout().lines().forEach(line -> out.line("  " + line));
    trial.stderr().lines().forEach(line -> out.line("  stderr: " + line));
  }

  private void events(TrialView trial) {
    if (trial.events().isEmpty() && trial.cutEvents() == 0) {
      return;
    }
    section("Events, not delivered:");
    trial.events().forEach(event -> out.line("  " + event.text()));
    more(trial.cutEvents(), "more");
  }

  private void queries(TrialView trial) {
    if (trial.queries().isEmpty()) {
      return;
    }
    section("Queries: " + trial.execution().queries().line());
    trial.queries().forEach(this::query);
    more(trial.cutQueries(), "more");
  }

  private void query(TrialQueryView query) {
    out.line("  " + query.line());
    query.injected().forEach(what -> out.line("    Guardrail: " + what));
    if (!query.error().isEmpty()) {
      out.line("    Error: " + query.error());
    }
  }

  private void more(long count, String what) {
    if (count > 0) {
      out.line("  (%s %s)".formatted(Words.count(count), what));
    }
  }

  private void section(String headline) {
    out.line("");
    out.line(headline);
  }
}
