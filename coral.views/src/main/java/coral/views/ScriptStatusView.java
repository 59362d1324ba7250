// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import coral.proto.colony.v1.ScriptDetail;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A script with what became of it on each agent.
 *
 * @param script its members stand beside the others, not in an object of their own
 * @param triggerDetail what makes the script's version run
 * @param args what the script's version was given, by name
 * @param skipped agents that match its targets and cannot run it
 * @param executions newest first, at most 20
 * @param recentLogs oldest first
 */
public record ScriptStatusView(
    @JsonUnwrapped ScriptView script,
    TriggerView triggerDetail,
    Map<String, String> args,
    List<SkippedView> skipped,
    List<ExecutionView> executions,
    List<LogView> recentLogs) {
  public ScriptStatusView {
    args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
    skipped = List.copyOf(skipped);
    executions = List.copyOf(executions);
    recentLogs = List.copyOf(recentLogs);
  }

  /** {@code threshold="500", url="a=b"}; empty: none. */
  public String argsLine() {
    return args.entrySet().stream()
        .map(arg -> arg.getKey() + "=" + ViewJson.text(arg.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** As a colony tells it. */
  public static ScriptStatusView of(ScriptDetail detail) {
    return new ScriptStatusView(
        ScriptView.of(detail.getSummary()),
        TriggerView.of(detail.getTrigger()),
        detail.getArgsMap(),
        detail.getSkippedList().stream().map(SkippedView::of).toList(),
        detail.getExecutionsList().stream().map(ExecutionView::of).toList(),
        detail.getRecentLogsList().stream().map(LogView::of).toList());
  }
}
