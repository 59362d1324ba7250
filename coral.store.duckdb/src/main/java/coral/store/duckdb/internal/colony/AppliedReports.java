// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the executions that reported last; others are looked up, all of a transaction
 * at once. Belongs to the writer's thread.
 */
final class AppliedReports {
  private static final int MOST_EXECUTIONS = 4096;

  /** What is known of an execution. */
  static final class Known {
    private final SequenceSet sequences = new SequenceSet();
    private @Nullable ExecutionStatus status;
    private long statusSequence;

    /** Remembers the report; false when it was stored before. */
    boolean add(Report report) {
      return sequences.add(report.sequence());
    }

    /**
     * Takes in a status. A report is as of its sequence: false when an older one came later, or
     * when the execution has ended otherwise.
     */
    boolean enters(long sequence, Execution execution) {
      if (sequence <= statusSequence || (ended() && status != execution.status())) {
        return false;
      }
      status = execution.status();
      statusSequence = sequence;
      return true;
    }

    /** The highest sequence of its reports. */
    long last() {
      return sequences.last();
    }

    boolean ended() {
      return status != null && status.terminal();
    }
  }

  private final Map<UUID, Known> newest =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
          return size() > MOST_EXECUTIONS;
        }
      };

  /**
   * Of the executions that these reports are about; those of deleted scripts are not among them.
   */
  Map<UUID, Known> of(DuckDBConnection connection, List<Report> reports) throws SQLException {
    Map<UUID, UUID> scripts = new HashMap<>();
    reports.forEach(report -> scripts.put(report.executionId(), report.scriptId()));
    Map<UUID, Known> found = new HashMap<>();
    for (UUID execution : scripts.keySet()) {
      Known known = newest.get(execution);
      if (known != null) {
        found.put(execution, known);
      }
    }
    scripts.keySet().removeAll(found.keySet());
    if (!scripts.isEmpty()) {
      found.putAll(load(connection, scripts));
    }
    return found;
  }

  /** What was remembered may not have been stored, or not be stored any more. */
  void forget() {
    newest.clear();
  }

  private Map<UUID, Known> load(DuckDBConnection connection, Map<UUID, UUID> scripts)
      throws SQLException {
    Set<UUID> deleted = DeletedScripts.among(connection, new HashSet<>(scripts.values()));
    Map<UUID, Known> loaded = new HashMap<>();
    scripts.forEach(
        (execution, script) -> {
          if (!deleted.contains(script)) {
            loaded.put(execution, new Known());
          }
        });
    if (loaded.isEmpty()) {
      return loaded;
    }
    String ids = Arguments.literals(loaded.keySet());
    new Arguments(connection)
        .query(sequences(ids), row -> known(row, loaded).sequences.add(row.getLong("sequence")));
    new Arguments(connection)
        .query(
            "SELECT execution_id, status, status_sequence FROM script_executions WHERE execution_id IN ("
                + ids
                + ")",
            row -> {
              Known known = known(row, loaded);
              known.status = ReportWriter.status(row.getString("status"));
              known.statusSequence = row.getLong("status_sequence");
              return known;
            });
    newest.putAll(loaded);
    return loaded;
  }

  /** The ids stand in the text, sorted: DuckDB then passes over what lies outside of them. */
  private static String sequences(String ids) {
    return Stream.of("script_logs", "script_events", "script_status_reports")
        .map(
            table ->
                "SELECT execution_id, sequence FROM %s WHERE execution_id IN (%s)"
                    .formatted(table, ids))
        .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY ALL"));
  }

  private static Known known(ResultSet row, Map<UUID, Known> loaded) throws SQLException {
    return Objects.requireNonNull(loaded.get(row.getObject("execution_id", UUID.class)));
  }
}
