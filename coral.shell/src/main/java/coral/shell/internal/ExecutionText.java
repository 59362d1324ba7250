// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.execution.AssignedScript;
import coral.api.execution.ExecutionService;
import coral.views.ExecutionView;
import coral.views.Times;
import java.util.List;

/** Executions as text. */
final class ExecutionText {
  private ExecutionText() {}

  static String table(ExecutionService agent) {
    TextTable table = new TextTable("SCRIPT", "VERSION", "EXECUTION", "STATUS", "SINCE", "REASON");
    for (AssignedScript assigned : agent.assigned()) {
      List<ExecutionView> executions = of(agent, assigned);
      String name = assigned.script().name();
      if (executions.isEmpty() || !assigned.trouble().isEmpty()) {
        table.row(name, assigned.script().version(), "-", "-", "-", trigger(assigned));
      }
      executions.forEach(execution -> row(table, name, execution));
    }
    return table.textOr(agent.refusal().orElse("no scripts are deployed to this agent"));
  }

  static List<ExecutionView> of(ExecutionService agent, AssignedScript assigned) {
    return agent.executions(assigned.script().id()).stream().map(ExecutionView::of).toList();
  }

  private static String trigger(AssignedScript assigned) {
    String type = "trigger: " + assigned.script().trigger().type();
    return assigned.trouble().isEmpty() ? type : type + ": " + assigned.trouble();
  }

  private static void row(TextTable table, String name, ExecutionView execution) {
    table.row(
        name,
        execution.version(),
        execution.executionId(),
        execution.status(),
        Times.second(
            execution.completedAt() == null ? execution.startedAt() : execution.completedAt()),
        execution.reasonWithLimits());
  }
}
