// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Executions as text. */
final class ExecutionText {
  private ExecutionText() {}

  static String table(ExecutionService agent) {
    TextTable table = new TextTable("SCRIPT", "VERSION", "EXECUTION", "STATUS", "SINCE", "REASON");
    for (AssignedScript assigned : agent.assigned()) {
      List<Execution> executions = agent.executions(assigned.script().id());
      String name = assigned.script().name();
      if (executions.isEmpty()) {
        String trigger = assigned.script().trigger().type();
        table.row(name, assigned.script().version(), "-", "-", "-", "trigger: " + trigger);
      }
      executions.forEach(execution -> row(table, name, execution));
    }
    return table.textOr(agent.refusal().orElse("no scripts are deployed to this agent"));
  }

  private static void row(TextTable table, String name, Execution execution) {
    Instant since = execution.completedAt().orElse(execution.startedAt());
    table.row(
        name,
        execution.version(),
        execution.id(),
        ScriptText.lower(execution.status()),
        seconds(since),
        execution.reason());
  }

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
