// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends new reports, of all agents together, to the tables that are never updated. */
final class ReportWriter {
  private static final String ADMIT =
      "SELECT json_valid(data), nextval('event_number') FROM (SELECT unnest(?::VARCHAR[]) AS data)";

  /** What is found out about an event's data, and the number that it gets. */
  private record Admission(boolean isJson, long number) {}

  private final List<Row<Report.Line>> lines = new ArrayList<>();
  private final List<Row<Report.Event>> events = new ArrayList<>();
  private final List<Row<Report.Status>> statuses = new ArrayList<>();

  private record Row<T extends Report.Fact>(String agentId, Report report, T fact) {}

  void add(String agentId, Report report) {
    switch (report.fact()) {
      case Report.Line line -> lines.add(new Row<>(agentId, report, line));
      case Report.Event event -> events.add(new Row<>(agentId, report, event));
      case Report.Status status -> statuses.add(new Row<>(agentId, report, status));
    }
  }

  void write(DuckDBConnection connection) throws SQLException {
    if (!lines.isEmpty()) {
      writeLines(connection);
    }
    if (!events.isEmpty()) {
      writeEvents(connection);
    }
    if (!statuses.isEmpty()) {
      writeStatuses(connection);
    }
  }

  private void writeLines(DuckDBConnection connection) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("script_logs")) {
      for (Row<Report.Line> row : lines) {
        begin(appender, row)
            .append(row.fact().stream().wireName())
            .append(row.fact().text())
            .endRow();
      }
      appender.flush();
    }
  }

  private void writeEvents(DuckDBConnection connection) throws SQLException {
    List<String> data = events.stream().map(row -> row.fact().event().dataJson()).toList();
    List<Admission> admissions =
        new Arguments(connection)
            .add(data)
            .query(ADMIT, row -> new Admission(row.getBoolean(1), row.getLong(2)));
    try (DuckDBAppender appender = connection.createAppender("script_events")) {
      for (int i = 0; i < events.size(); i++) {
        ScriptEvent event = events.get(i).fact().event();
        // An appender takes any text as JSON. What is none is kept as a string.
        begin(appender, events.get(i))
            .append(event.name())
            .append(event.severity())
            .append(admissions.get(i).isJson() ? data.get(i) : JsonText.quote(data.get(i)))
            .append(admissions.get(i).number())
            .endRow();
      }
      appender.flush();
    }
  }

  private void writeStatuses(DuckDBConnection connection) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("script_status_reports")) {
      for (Row<Report.Status> row : statuses) {
        Execution execution = row.fact().execution();
        appender
            .beginRow()
            .append(execution.id())
            .append(row.report().sequence())
            .append(Times.column(row.report().at()))
            .append(word(execution.status()))
            .append(execution.reason())
            .endRow();
      }
      appender.flush();
    }
  }

  /** The columns that lines and events have in common. */
  private static DuckDBAppender begin(DuckDBAppender appender, Row<?> row) throws SQLException {
    Report report = row.report();
    return appender
        .beginRow()
        .append(report.executionId())
        .append(report.sequence())
        .append(Times.column(report.at()))
        .append(report.scriptId())
        .append(report.version())
        .append(row.agentId());
  }

  static String word(ExecutionStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  static ExecutionStatus status(String word) {
    return ExecutionStatus.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
