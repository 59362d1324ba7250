// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.views.ExecutionView;
import coral.views.ScriptStatusView;
import coral.views.ScriptView;
import coral.views.Times;
import coral.views.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A script's status for people: the script, its executions, its last log lines. */
final class StatusText {
  private final Instant now;
  private final Output out;

  StatusText(Instant now, Output out) {
    this.now = now;
    this.out = out;
  }

  void print(ScriptStatusView status, int tail) {
    script(status);
    out.line("");
    out.line("Recent Executions:");
    status.executions().forEach(execution -> execution(execution, status.script().version()));
    out.line("");
    out.line("Recent Logs (last %d lines):".formatted(tail));
    status.recentLogs().forEach(new LogPrinter(out)::print);
  }

  private void script(ScriptStatusView status) {
    ScriptView script = status.script();
    out.line("Script: %s (v%d)".formatted(script.name(), script.version()));
    out.line("Status: " + script.status() + Words.because(script.reason()));
    out.line("Deployed to: " + Words.agents(script.agents()));
    if (script.rollout() != null) {
      out.line("Roll-out: " + script.rollout().line(now));
    }
    status.skipped().forEach(skipped -> out.line(skipped.line()));
    out.line("Deployed: " + Times.ago(script.deployedAt(), now));
    out.line("Trigger: " + status.triggerDetail().line());
    if (!status.args().isEmpty()) {
      out.line("Arguments: " + status.argsLine());
    }
    out.line("Targets: " + Words.targets(script.targets()));
  }

  /** What belongs to an execution stands below it, set in. */
  private void execution(ExecutionView execution, int deployedVersion) {
    out.line("  " + String.join(" | ", parts(execution, deployedVersion)));
    execution.limitHits().forEach(hit -> detail("Limit: " + hit.line()));
    if (execution.droppedLines() > 0) {
      detail(dropped(execution.droppedLines()));
    }
    if (!execution.queries().nothing()) {
      detail("Queries: " + execution.queries().line());
    }
    if (execution.cpuMs() > 0 || execution.peakMemoryBytes() > 0) {
      detail("Used: " + execution.used());
    }
  }

  private List<String> parts(ExecutionView execution, int deployedVersion) {
    List<String> parts = new ArrayList<>();
    parts.add("Agent: " + execution.agentId());
    parts.add("Status: " + execution.status() + Words.because(execution.reason()));
    parts.add("Started: " + Times.ago(execution.startedAt(), now));
    Duration duration = execution.duration(now);
    if (duration != null) {
      String what = execution.completedAt() == null ? "Running for: " : "Ran for: ";
      parts.add(what + Times.passed(duration));
    }
    if (execution.exitCode() != null) {
      parts.add("Exit code: " + execution.exitCode());
    }
    if (execution.version() != deployedVersion && execution.version() != 0) {
      parts.add("Version: " + execution.version());
    }
    if (!execution.executionId().isEmpty()) {
      parts.add("Execution: " + execution.executionId());
    }
    return parts;
  }

  private void detail(String line) {
    out.line("    " + line);
  }

  static String dropped(long lines) {
    return lines == 1 ? "1 line dropped" : Words.count(lines) + " lines dropped";
  }
}
