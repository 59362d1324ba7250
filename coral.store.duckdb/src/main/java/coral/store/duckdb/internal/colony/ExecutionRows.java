// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Execution;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Executions as they are after a transaction's reports, one row each. */
final class ExecutionRows {
  private static final String COLUMNS =
      "execution_id, script_id, agent_id, status, started_at, completed_at, exit_code, version,"
          + " deployment_id, timed_out, reason, sandbox_tier, dropped_lines, limit_hits,"
          + " quarantined, cpu_ms, peak_memory_bytes, queries, status_sequence";

  /** Of each connection that writes: where rows stand before they are merged. */
  static final String STAGE =
      "CREATE TEMP TABLE staged_executions AS SELECT %s FROM script_executions LIMIT 0"
          .formatted(COLUMNS);

  private static final String MERGE =
      "INSERT INTO script_executions (%1$s) SELECT %1$s FROM staged_executions".formatted(COLUMNS)
          + " ON CONFLICT (execution_id) DO UPDATE SET status = excluded.status,"
          + " started_at = excluded.started_at, completed_at = excluded.completed_at,"
          + " exit_code = excluded.exit_code, timed_out = excluded.timed_out,"
          + " reason = excluded.reason, sandbox_tier = excluded.sandbox_tier,"
          + " dropped_lines = excluded.dropped_lines, limit_hits = excluded.limit_hits,"
          + " quarantined = excluded.quarantined, cpu_ms = excluded.cpu_ms,"
          + " peak_memory_bytes = excluded.peak_memory_bytes, queries = excluded.queries,"
          + " status_sequence = excluded.status_sequence";

  private final Map<UUID, Row> rows = new LinkedHashMap<>();

  private record Row(String agentId, long sequence, Execution execution) {}

  /** Replaces what was put for the same execution. */
  void put(String agentId, long sequence, Execution execution) {
    rows.put(execution.id(), new Row(agentId, sequence, execution));
  }

  void write(DuckDBConnection connection) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_executions")) {
      for (Row row : rows.values()) {
        append(appender, row);
      }
      appender.flush();
    }
    new Arguments(connection).update(MERGE);
    new Arguments(connection).update("DELETE FROM staged_executions");
  }

  private static void append(DuckDBAppender appender, Row row) throws SQLException {
    Execution execution = row.execution;
    appender
        .beginRow()
        .append(execution.id())
        .append(execution.scriptId())
        .append(row.agentId)
        .append(ReportWriter.word(execution.status()))
        .append(Times.column(execution.startedAt()))
        .append(execution.completedAt().map(Times::column).orElse(null))
        .append(execution.exitCode().isPresent() ? (Integer) execution.exitCode().getAsInt() : null)
        .append(execution.version())
        .append(execution.deploymentId().orElse(null))
        .append(execution.timedOut())
        .append(execution.reason())
        .append(execution.sandboxTier())
        .append(execution.droppedLines())
        .append(ConsumptionColumns.json(execution.consumption().hits()))
        .append(execution.consumption().quarantined())
        .append(execution.consumption().cpu().toMillis())
        .append(execution.consumption().peakMemoryBytes())
        .append(ConsumptionColumns.json(execution.consumption().queries()))
        .append(row.sequence)
        .endRow();
  }
}
