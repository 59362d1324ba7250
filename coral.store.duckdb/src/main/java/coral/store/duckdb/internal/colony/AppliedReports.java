// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Report;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Which reports are stored, for the executions that reported last; others are looked up. Belongs to
 * the writer's thread.
 */
final class AppliedReports {
  private static final int MOST_EXECUTIONS = 4096;
  private static final String STORED =
      "SELECT sequence FROM script_logs WHERE execution_id = ?"
          + " UNION ALL SELECT sequence FROM script_events WHERE execution_id = ?"
          + " UNION ALL SELECT sequence FROM script_status_reports WHERE execution_id = ?"
          + " ORDER BY sequence";

  private final Map<UUID, SequenceSet> byExecution =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, SequenceSet> eldest) {
          return size() > MOST_EXECUTIONS;
        }
      };

  /** Remembers the report; false when it was stored before. */
  boolean add(DuckDBConnection connection, Report report) throws SQLException {
    SequenceSet known = byExecution.get(report.executionId());
    if (known == null) {
      known = stored(connection, report.executionId());
      byExecution.put(report.executionId(), known);
    }
    return known.add(report.sequence());
  }

  /** What was remembered may not have been stored. */
  void forget() {
    byExecution.clear();
  }

  private static SequenceSet stored(DuckDBConnection connection, UUID execution)
      throws SQLException {
    SequenceSet sequences = new SequenceSet();
    new Arguments(connection)
        .add(execution)
        .add(execution)
        .add(execution)
        .query(STORED, row -> sequences.add(row.getLong(1)));
    return sequences;
  }
}
