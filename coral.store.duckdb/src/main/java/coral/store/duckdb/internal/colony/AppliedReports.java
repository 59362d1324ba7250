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
  private static final String ENDED =
      "SELECT 1 FROM script_executions WHERE execution_id = ?"
          + " AND status IN ('completed', 'failed', 'stopped')";

  /** What is known of an execution. */
  private static final class Known {
    private final SequenceSet sequences = new SequenceSet();
    private boolean ended;
    private boolean deleted;
  }

  private final Map<UUID, Known> byExecution =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
          return size() > MOST_EXECUTIONS;
        }
      };

  /** Remembers the report; false when it was stored before, or its script was deleted. */
  boolean add(DuckDBConnection connection, Report report) throws SQLException {
    Known known = known(connection, report);
    return !known.deleted && known.sequences.add(report.sequence());
  }

  /** Whether the execution that a report, stored by now, is about has ended. */
  boolean ended(DuckDBConnection connection, Report report) throws SQLException {
    Known known = known(connection, report);
    if (!known.ended && report.fact() instanceof Report.Status) {
      known.ended = ended(connection, report.executionId());
    }
    return known.ended;
  }

  /** What was remembered may not have been stored, or not be stored any more. */
  void forget() {
    byExecution.clear();
  }

  private Known known(DuckDBConnection connection, Report report) throws SQLException {
    UUID execution = report.executionId();
    Known found = byExecution.get(execution);
    if (found == null) {
      Known stored = new Known();
      new Arguments(connection)
          .add(execution)
          .add(execution)
          .add(execution)
          .query(STORED, row -> stored.sequences.add(row.getLong(1)));
      stored.ended = ended(connection, execution);
      stored.deleted = DeletedScripts.contains(connection, report.scriptId());
      byExecution.put(execution, stored);
      found = stored;
    }
    return found;
  }

  private static boolean ended(DuckDBConnection connection, UUID execution) throws SQLException {
    return new Arguments(connection).add(execution).first(ENDED, row -> true).isPresent();
  }
}
