// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what is too old or too much, in batches: reports that come meanwhile wait for one batch,
 * not for all of it. What takes longer to find out is read beside the writer.
 *
 * <p>What was applied is not forgotten with it: a report that an agent sends once more stays old
 * news for as long as its execution is remembered.
 */
final class Retention {
  /** Rows of a table without indexes. */
  static final int BATCH = 10_000;

  /** Executions, in three indexes each. */
  static final int EXECUTIONS_BATCH = 1_000;

  private static final List<String> REPORTED =
      List.of("script_logs", "script_events", "script_status_reports");

  private static final String DELETE =
      "DELETE FROM %1$s WHERE rowid IN (SELECT rowid FROM %1$s WHERE %2$s LIMIT ?)";

  /**
   * The age of an execution counts from its end, or from its beginning while it has none; but none
   * goes before its lines and events. What a script that is deployed did last stays.
   */
  private static final String OLD_EXECUTIONS =
      "DELETE FROM script_executions WHERE execution_id IN"
          + " (SELECT execution_id FROM script_executions old"
          + " WHERE coalesce(completed_at, started_at) < ?"
          + REPORTED.stream()
              .map(
                  " AND NOT EXISTS (SELECT 1 FROM %s said WHERE said.execution_id = old.execution_id)"
                      ::formatted)
              .reduce("", String::concat)
          + " AND execution_id NOT IN (SELECT execution_id FROM script_executions WHERE script_id IN"
          + " (SELECT script_id FROM deployments WHERE state IN ('canary', 'deployed', 'running'))"
          + " QUALIFY row_number() OVER (PARTITION BY script_id, agent_id"
          + " ORDER BY started_at DESC, execution_id DESC) = 1) LIMIT ?)";

  private static final String NTH_OLDEST_LINE =
      "SELECT reported_at FROM script_logs ORDER BY reported_at LIMIT 1 OFFSET ?";

  private final ColonyDatabase database;
  private final RetentionSettings settings;
  private final Clock clock;

  Retention(ColonyDatabase database, RetentionSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Deletes what is too old; returns how many rows that were. */
  long expire() {
    Instant before = clock.instant().minus(settings.age());
    long deleted = 0;
    for (String table : REPORTED) {
      deleted += delete(DELETE.formatted(table, "reported_at < ?"), before, Long.MAX_VALUE, BATCH);
    }
    return deleted + delete(OLD_EXECUTIONS, before, Long.MAX_VALUE, EXECUTIONS_BATCH);
  }

  /** Deletes the oldest lines that are too many; returns how many that were. */
  long trim() {
    long excess = lines() - settings.maxLogLines();
    if (excess <= 0) {
      return 0;
    }
    Optional<Instant> newestToGo =
        database.read(
            connection ->
                new Arguments(connection)
                    .add(excess - 1)
                    .first(NTH_OLDEST_LINE, row -> Times.instant(row, "reported_at")));
    if (newestToGo.isEmpty()) {
      return 0;
    }
    Instant newest = newestToGo.get();
    long older = delete(DELETE.formatted("script_logs", "reported_at < ?"), newest, excess, BATCH);
    String sameTime = "reported_at = ? ORDER BY execution_id, sequence";
    return older + delete(DELETE.formatted("script_logs", sameTime), newest, excess - older, BATCH);
  }

  private long lines() {
    return database
        .read(
            connection ->
                new Arguments(connection)
                    .first("SELECT count(*) FROM script_logs", row -> row.getLong(1)))
        .orElse(0L);
  }

  /** Repeats a statement over a time and a limit until it has nothing left to delete. */
  private long delete(String sql, Instant time, long most, int batch) {
    long deleted = 0;
    int last = batch;
    while (last == batch && deleted < most) {
      long limit = Math.min(batch, most - deleted);
      last =
          database.writePaced(
              connection -> new Arguments(connection).add(time).add(limit).update(sql));
      deleted += last;
    }
    return deleted;
  }
}
