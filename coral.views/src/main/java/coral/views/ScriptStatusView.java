// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import coral.proto.colony.v1.ScriptDetail;
import java.util.List;

/**
 * A script with what became of it on each agent.
 *
 * @param script its members stand beside the others, not in an object of their own
 * @param triggerDetail what makes the script's version run
 * @param skipped agents that match its targets and cannot run it
 * @param executions newest first, at most 20
 * @param recentLogs oldest first
 */
public record ScriptStatusView(
    @JsonUnwrapped ScriptView script,
    TriggerView triggerDetail,
    List<SkippedView> skipped,
    List<ExecutionView> executions,
    List<LogView> recentLogs) {
  public ScriptStatusView {
    skipped = List.copyOf(skipped);
    executions = List.copyOf(executions);
    recentLogs = List.copyOf(recentLogs);
  }

  /** As a colony tells it. */
  public static ScriptStatusView of(ScriptDetail detail) {
    return new ScriptStatusView(
        ScriptView.of(detail.getSummary()),
        TriggerView.of(detail.getTrigger()),
        detail.getSkippedList().stream().map(SkippedView::of).toList(),
        detail.getExecutionsList().stream().map(ExecutionView::of).toList(),
        detail.getRecentLogsList().stream().map(LogView::of).toList());
  }
}
