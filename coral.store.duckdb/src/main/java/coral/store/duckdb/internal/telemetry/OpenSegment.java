// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryTable;
import coral.store.duckdb.internal.DatabaseFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment that ingestion writes. Belongs to the ingesting thread until it is {@linkplain
 * #finish finished}.
 */
final class OpenSegment {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSegment.class);

  private final long id;
  private final String file;
  private final DuckDBConnection connection;
  private final Map<TelemetryTable, DuckDBAppender> appenders = new EnumMap<>(TelemetryTable.class);
  private final Set<TelemetryTable> tables = EnumSet.noneOf(TelemetryTable.class);
  private volatile @Nullable SegmentStats stats;

  /** Attaches a new file. */
  OpenSegment(DuckDBConnection connection, Path directory, long id) throws SQLException {
    this.id = id;
    this.file = Segment.ingestedName(id);
    this.connection = connection;
    Sql.attach(connection, directory.resolve(file), alias(), "");
  }

  long id() {
    return id;
  }

  /** The name that the file is attached under. */
  String alias() {
    return "seg_" + id;
  }

  /** What was committed; null: nothing yet. */
  @Nullable SegmentStats stats() {
    return stats;
  }

  /**
   * Commits the rows. A row that DuckDB does not take is logged and left out, so that it does not
   * keep the others from being stored.
   *
   * @throws SQLException when the instance has failed; the rows may have been committed or not
   */
  void write(List<TelemetryRow> rows, Instant arrival) throws SQLException {
    try {
      commit(rows);
    } catch (SQLException | RuntimeException e) {
      rollBack();
      if (DatabaseFile.isFatal(e) || !alive()) {
        throw e;
      }
      if (rows.size() == 1) {
        LOG.warn("a row of {} was left out: {}", rows.getFirst().table().tableName(), e.toString());
      } else {
        int half = rows.size() / 2;
        write(rows.subList(0, half), arrival);
        write(rows.subList(half, rows.size()), arrival);
      }
      return;
    }
    SegmentStats added = SegmentStats.of(rows, arrival);
    SegmentStats before = stats;
    stats = before == null ? added : before.and(added);
  }

  private void commit(List<TelemetryRow> rows) throws SQLException {
    for (TelemetryRow row : rows) {
      create(row.table());
    }
    Sql.execute(connection, "BEGIN TRANSACTION");
    for (TelemetryRow row : rows) {
      DuckDBAppender appender = appenders.get(row.table());
      if (appender == null) {
        appender = connection.createAppender(alias(), "main", row.table().tableName());
        appenders.put(row.table(), appender);
      }
      new RowAppender(appender).append(row);
    }
    for (DuckDBAppender appender : appenders.values()) {
      appender.flush();
    }
    Sql.execute(connection, "COMMIT");
  }

  private void create(TelemetryTable table) throws SQLException {
    if (!tables.contains(table)) {
      Sql.execute(
          connection,
          "CREATE TABLE %s.main.%s (%s)"
              .formatted(alias(), table.tableName(), table.columnDefinitions()));
      tables.add(table);
    }
  }

  private void rollBack() {
    closeAppenders();
    try {
      Sql.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("no transaction to roll back", e);
    }
  }

  private boolean alive() {
    try {
      Sql.execute(connection, "SELECT 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void closeAppenders() {
    for (DuckDBAppender appender : appenders.values()) {
      try {
        appender.close();
      } catch (SQLException e) {
        LOG.debug("closing an appender", e);
      }
    }
    appenders.clear();
  }

  /** Ends writing; any connection may then seal the file. */
  Segment finish() {
    closeAppenders();
    SegmentStats written = stats;
    if (written == null) {
      throw new IllegalStateException("an empty segment is not sealed");
    }
    return new Segment(id, file, 0, written);
  }
}
