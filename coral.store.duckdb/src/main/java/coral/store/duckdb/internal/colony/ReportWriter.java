// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes new reports into their tables, within a transaction. */
final class ReportWriter {
  /**
   * A report is as of its sequence: an older one changes nothing, and nothing but its own details
   * changes an execution that has ended.
   */
  private static final String UPSERT =
      "INSERT INTO script_executions (execution_id, script_id, agent_id, status, started_at,"
          + " completed_at, exit_code, version, deployment_id, timed_out, reason, sandbox_tier,"
          + " dropped_lines, limit_hits, quarantined, cpu_ms, peak_memory_bytes, queries,"
          + " status_sequence)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::VARCHAR::JSON, ?, ?, ?,"
          + " ?::VARCHAR::JSON, ?)"
          + " ON CONFLICT (execution_id) DO UPDATE SET status = excluded.status,"
          + " started_at = excluded.started_at, completed_at = excluded.completed_at,"
          + " exit_code = excluded.exit_code, timed_out = excluded.timed_out,"
          + " reason = excluded.reason, sandbox_tier = excluded.sandbox_tier,"
          + " dropped_lines = excluded.dropped_lines, limit_hits = excluded.limit_hits,"
          + " quarantined = excluded.quarantined, cpu_ms = excluded.cpu_ms,"
          + " peak_memory_bytes = excluded.peak_memory_bytes, queries = excluded.queries,"
          + " status_sequence = excluded.status_sequence"
          + " WHERE excluded.status_sequence > script_executions.status_sequence"
          + " AND (script_executions.status NOT IN ('completed', 'failed', 'stopped')"
          + " OR script_executions.status = excluded.status)";

  private static final String ADMIT =
      "SELECT json_valid(data), nextval('event_number') FROM (SELECT unnest(?::VARCHAR[]) AS data)";

  /** What is found out about an event's data, and the number that it gets. */
  private record Admission(boolean isJson, long number) {}

  private final DuckDBConnection connection;
  private final String agentId;

  ReportWriter(DuckDBConnection connection, String agentId) {
    this.connection = connection;
    this.agentId = agentId;
  }

  void write(List<Report> reports) throws SQLException {
    lines(reports.stream().filter(report -> report.fact() instanceof Report.Line).toList());
    events(reports.stream().filter(report -> report.fact() instanceof Report.Event).toList());
    for (Report report : reports) {
      if (report.fact() instanceof Report.Status status) {
        status(report, status.execution());
      }
    }
  }

  private void lines(List<Report> reports) throws SQLException {
    if (reports.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("script_logs")) {
      for (Report report : reports) {
        Report.Line line = (Report.Line) report.fact();
        appender
            .beginRow()
            .append(report.executionId())
            .append(report.sequence())
            .append(Times.column(report.at()))
            .append(report.scriptId())
            .append(report.version())
            .append(agentId)
            .append(line.stream().wireName())
            .append(line.text())
            .endRow();
      }
      appender.flush();
    }
  }

  private void events(List<Report> reports) throws SQLException {
    if (reports.isEmpty()) {
      return;
    }
    List<String> data = reports.stream().map(report -> event(report).dataJson()).toList();
    List<Admission> admissions =
        new Arguments(connection)
            .add(data)
            .query(ADMIT, row -> new Admission(row.getBoolean(1), row.getLong(2)));
    try (DuckDBAppender appender = connection.createAppender("script_events")) {
      for (int i = 0; i < reports.size(); i++) {
        Report report = reports.get(i);
        // An appender takes any text as JSON. What is none is kept as a string.
        Admission admission = admissions.get(i);
        String json = admission.isJson() ? data.get(i) : JsonText.quote(data.get(i));
        appender
            .beginRow()
            .append(report.executionId())
            .append(report.sequence())
            .append(Times.column(report.at()))
            .append(report.scriptId())
            .append(report.version())
            .append(agentId)
            .append(event(report).name())
            .append(event(report).severity())
            .append(json)
            .append(admission.number())
            .endRow();
      }
      appender.flush();
    }
  }

  private static ScriptEvent event(Report report) {
    return ((Report.Event) report.fact()).event();
  }

  private void status(Report report, Execution execution) throws SQLException {
    String status = word(execution.status());
    new Arguments(connection)
        .add(execution.id())
        .add(report.sequence())
        .add(report.at())
        .add(status)
        .add(execution.reason())
        .update("INSERT INTO script_status_reports VALUES (?, ?, ?, ?, ?)");
    new Arguments(connection)
        .add(execution.id())
        .add(execution.scriptId())
        .add(agentId)
        .add(status)
        .add(execution.startedAt())
        .add(execution.completedAt())
        .add(execution.exitCode().isPresent() ? execution.exitCode().getAsInt() : null)
        .add(execution.version())
        .add(execution.deploymentId())
        .add(execution.timedOut())
        .add(execution.reason())
        .add(execution.sandboxTier())
        .add(execution.droppedLines())
        .add(ConsumptionColumns.json(execution.consumption().hits()))
        .add(execution.consumption().quarantined())
        .add(execution.consumption().cpu().toMillis())
        .add(execution.consumption().peakMemoryBytes())
        .add(ConsumptionColumns.json(execution.consumption().queries()))
        .add(report.sequence())
        .update(UPSERT);
  }

  static String word(ExecutionStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
