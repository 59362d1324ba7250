// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionService;
import coral.api.execution.LimitHit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executions as text. */
final class ExecutionText {
  private ExecutionText() {}

  static String table(ExecutionService agent) {
    TextTable table = new TextTable("SCRIPT", "VERSION", "EXECUTION", "STATUS", "SINCE", "REASON");
    for (AssignedScript assigned : agent.assigned()) {
      List<Execution> executions = agent.executions(assigned.script().id());
      String name = assigned.script().name();
      if (executions.isEmpty() || !assigned.trouble().isEmpty()) {
        table.row(name, assigned.script().version(), "-", "-", "-", trigger(assigned));
      }
      executions.forEach(execution -> row(table, name, execution));
    }
    return table.textOr(agent.refusal().orElse("no scripts are deployed to this agent"));
  }

  private static String trigger(AssignedScript assigned) {
    String type = "trigger: " + assigned.script().trigger().type();
    return assigned.trouble().isEmpty() ? type : type + ": " + assigned.trouble();
  }

  private static void row(TextTable table, String name, Execution execution) {
    Instant since = execution.completedAt().orElse(execution.startedAt());
    table.row(
        name,
        execution.version(),
        execution.id(),
        ScriptText.lower(execution.status()),
        seconds(since),
        reason(execution));
  }

  /** With the limits that it ran into. */
  static String reason(Execution execution) {
    return Stream.concat(
            Stream.of(execution.reason()).filter(reason -> !reason.isEmpty()),
            execution.consumption().hits().stream().map(ExecutionText::limit))
        .collect(Collectors.joining("; "));
  }

  private static String limit(LimitHit hit) {
    return "limit %s, %s, %s"
        .formatted(
            hit.limit(),
            hit.value(),
            hit.killed()
                ? "killed"
                : hit.count() == 1
                    ? "exceeded once"
                    : String.format(Locale.ROOT, "exceeded %,d times", hit.count()));
  }

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
