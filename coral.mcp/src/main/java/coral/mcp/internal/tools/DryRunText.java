// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.views.DryRunView;
import coral.views.TargetView;
import coral.views.TrialQueryView;
import coral.views.TrialView;
import coral.views.Words;
import java.util.List;

/** A dry run, for the AI to read. */
final class DryRunText {
  private DryRunText() {}

  static String of(DryRunView report) {
    StringBuilder text = new StringBuilder();
    text.append("Dry run: %s (%s)\n".formatted(report.name(), report.versionLine()));
    if (!report.diagnostics().isEmpty()) {
      text.append("the script is invalid:\n" + Refused.rows(report.diagnostics()) + "\n");
    }
    if (!report.triggerProblem().isEmpty()) {
      text.append("the trigger is refused: " + report.triggerProblem() + "\n");
    }
    if (!report.needsApproval().isEmpty()) {
      text.append(
          "it would wait for an operator's approval, because of %s\n"
              .formatted(String.join(", ", report.needsApproval())));
    }
    report.verdicts().forEach(agent -> text.append(line(agent)).append("\n"));
    TrialView trial = report.trial();
    if (trial == null) {
      text.append("no trial: " + report.noTrial());
    } else {
      append(trial, text);
    }
    return text.toString();
  }

  static String line(TargetView agent) {
    return "%s %s"
        .formatted(
            agent.agentId(), agent.getsIt() ? "would get it" : "would not: " + agent.reason());
  }

  private static void append(TrialView trial, StringBuilder text) {
    text.append(
        "trial on %s: %s%s\n"
            .formatted(
                trial.execution().agentId(),
                trial.execution().status(),
                Words.because(trial.execution().reasonWithLimits())));
    append(trial.stdout(), text);
    append(trial.stderr(), text);
    trial.events().forEach(event -> text.append(event.text()).append("\n"));
    trial.queries().forEach(query -> append(query, text));
  }

  static void append(TrialQueryView query, StringBuilder text) {
    text.append("query ").append(query.line()).append("\n");
    query.injected().forEach(sentence -> text.append("  ").append(sentence).append("\n"));
    if (!query.error().isEmpty()) {
      text.append("  ").append(query.error()).append("\n");
    }
  }

  private static void append(String output, StringBuilder text) {
    List<String> lines = output.lines().toList();
    List<String> kept = Shortened.newest(lines, line -> line, Shortened.MAX_CHARACTERS / 2);
    if (kept.size() < lines.size()) {
      text.append("… %d earlier lines\n".formatted(lines.size() - kept.size()));
    }
    kept.forEach(line -> text.append(line).append("\n"));
  }
}
