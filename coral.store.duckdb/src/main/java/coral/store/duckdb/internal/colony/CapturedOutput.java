// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * RFD 076's columns stdout, stderr and events of executions that have ended: the last 64 KiB of
 * each, made from the append-only tables, once at the end instead of with each line.
 */
final class CapturedOutput {
  static final int MOST_BYTES = 64 << 10;

  /** What lies further back is not looked for. */
  private static final long MOST_REPORTS = 20_000;

  /** Of all executions in one statement. */
  private static final long MOST_ROWS = 200_000;

  private CapturedOutput() {}

  /**
   * Brings executions that have ended up to date.
   *
   * @param ended their ids, and the sequence of the last report of each
   */
  static void refresh(DuckDBConnection connection, Map<UUID, Long> ended) throws SQLException {
    List<Map.Entry<UUID, Long>> next = new ArrayList<>();
    long rows = 0;
    for (Map.Entry<UUID, Long> execution : ended.entrySet()) {
      next.add(execution);
      rows += Math.min(execution.getValue(), MOST_REPORTS);
      if (rows >= MOST_ROWS) {
        refresh(connection, next);
        next.clear();
        rows = 0;
      }
    }
    refresh(connection, next);
  }

  private static void refresh(DuckDBConnection connection, List<Map.Entry<UUID, Long>> ended)
      throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    String after =
        ended.stream()
            .map(one -> "('%s'::UUID, %d)".formatted(one.getKey(), one.getValue() - MOST_REPORTS))
            .collect(Collectors.joining(", "));
    String ids = Arguments.literals(ended.stream().map(Map.Entry::getKey).toList());
    new Arguments(connection).update(statement(after, ids));
  }

  /**
   * @param after each id, and after which sequence its reports are looked at
   * @param ids the ids alone
   */
  private static String statement(String after, String ids) {
    return """
      WITH ended(execution_id, after) AS (VALUES %1$s),
      reports AS (
        SELECT execution_id, sequence, stream AS kind, line AS text
          FROM script_logs WHERE execution_id IN (%2$s)
        UNION ALL
        SELECT execution_id, sequence, 'event', json_object('name', name, 'severity', severity,
            'timestamp', strftime(reported_at, '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ'), 'data', data)::VARCHAR
          FROM script_events WHERE execution_id IN (%2$s)
      ),
      kept AS (
        SELECT execution_id, sequence, kind, text
        FROM reports JOIN ended USING (execution_id) WHERE sequence > after
        QUALIFY sum(strlen(text) + 1)
          OVER (PARTITION BY execution_id, kind ORDER BY sequence DESC) <= %3$d
      ),
      captured AS (
        SELECT execution_id,
          string_agg(text || chr(10), '' ORDER BY sequence) FILTER (WHERE kind = 'stdout') AS stdout,
          string_agg(text || chr(10), '' ORDER BY sequence) FILTER (WHERE kind = 'stderr') AS stderr,
          list(text ORDER BY sequence) FILTER (WHERE kind = 'event') AS events
        FROM ended LEFT JOIN kept USING (execution_id) GROUP BY execution_id
      )
      UPDATE script_executions SET stdout = coalesce(captured.stdout, ''),
        stderr = coalesce(captured.stderr, ''), events = coalesce(captured.events, [])::JSON[]
      FROM captured WHERE script_executions.execution_id = captured.execution_id
      """
        .formatted(after, ids, MOST_BYTES);
  }
}
