// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** The table of segments in {@code agent.db}: what is live after the next start. Thread-safe. */
final class CatalogueTable {
  /** What a segment's file is. */
  enum State {
    /** Being written by ingestion; sealed again after a crash. */
    OPEN,
    /** Being written by a merge, whose sources are still there: worthless after a crash. */
    MERGING,
    SEALED
  }

  /** A row. */
  record Entry(Segment segment, State state) {}

  /** Each change is a few hundred bytes of log; without this the log would only grow. */
  private static final int CHANGES_PER_CHECKPOINT = 500;

  private final DuckDBConnection connection;
  private long lastId;
  private int changes;

  CatalogueTable(DuckDBConnection connection) {
    this.connection = connection;
  }

  synchronized List<Entry> load() throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT * FROM segments ORDER BY id");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    entries.forEach(entry -> used(entry.segment().id()));
    return entries;
  }

  /** Ids up to this one were given out before. */
  synchronized void used(long id) {
    lastId = Math.max(lastId, id);
  }

  /** A new id; nothing is written. */
  synchronized long nextId() {
    return ++lastId;
  }

  /** A file is about to be made. */
  synchronized void begun(long id, String file, State state) throws SQLException {
    transaction(() -> insert(new Segment(id, file, 0, SegmentStats.NOTHING), state));
  }

  /** A file is complete and live, and takes the place of {@code sources}. */
  synchronized void sealed(Segment segment, Collection<Segment> sources) throws SQLException {
    transaction(
        () -> {
          delete(segment.id());
          for (Segment source : sources) {
            delete(source.id());
          }
          insert(segment, State.SEALED);
        });
  }

  /** Files are live no longer. */
  synchronized void removed(Collection<Segment> segments) throws SQLException {
    transaction(
        () -> {
          for (Segment segment : segments) {
            delete(segment.id());
          }
        });
  }

  private interface Change {
    void make() throws SQLException;
  }

  private void transaction(Change change) throws SQLException {
    Sql.execute(connection, "BEGIN TRANSACTION");
    try {
      change.make();
      Sql.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Sql.execute(connection, "ROLLBACK");
      throw e;
    }
    if (++changes % CHANGES_PER_CHECKPOINT == 0) {
      Sql.execute(connection, "CHECKPOINT");
    }
  }

  private void delete(long id) throws SQLException {
    Sql.execute(connection, "DELETE FROM segments WHERE id = " + id);
  }

  private void insert(Segment segment, State state) throws SQLException {
    SegmentStats stats = segment.stats();
    Map<String, Long> rows = new TreeMap<>(stats.rows());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::VARCHAR[]::BIGINT[], ?)")) {
      insert.setLong(1, segment.id());
      insert.setString(2, segment.file());
      insert.setString(3, state.name().toLowerCase(Locale.ROOT));
      insert.setInt(4, segment.level());
      insert.setObject(5, column(stats.firstArrival()));
      insert.setObject(6, column(stats.lastArrival()));
      insert.setObject(7, column(stats.from()));
      insert.setObject(8, column(stats.to()));
      insert.setArray(9, array(rows.keySet()));
      insert.setArray(10, array(rows.values()));
      insert.setArray(11, array(stats.services()));
      insert.execute();
    }
  }

  private java.sql.Array array(Collection<?> values) throws SQLException {
    return connection.createArrayOf(
        "VARCHAR", values.stream().map(Object::toString).toArray(String[]::new));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Object[] tables = values(row, "row_tables");
    Object[] counts = values(row, "row_counts");
    Map<String, Long> rows = new TreeMap<>();
    for (int i = 0; i < tables.length; i++) {
      rows.put(tables[i].toString(), ((Number) counts[i]).longValue());
    }
    Set<String> services =
        Set.of(Arrays.stream(values(row, "services")).map(Object::toString).toArray(String[]::new));
    SegmentStats stats =
        new SegmentStats(
            rows,
            services,
            instant(row, "from_time"),
            instant(row, "to_time"),
            instant(row, "first_arrival"),
            instant(row, "last_arrival"));
    return new Entry(
        new Segment(row.getLong("id"), row.getString("file"), row.getInt("level"), stats),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
  }

  private static Object[] values(ResultSet row, String column) throws SQLException {
    return (Object[]) row.getArray(column).getArray();
  }

  private static LocalDateTime column(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
