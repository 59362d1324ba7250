// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import coral.api.telemetry.SegmentManifest.Segment;
import coral.api.telemetry.TelemetryTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Writes segments as the agent's writer does, and hands them out; deletes what all readers have let
 * go of.
 */
final class SegmentFolder implements SegmentCatalog {
  private final Path directory;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final List<Long> releases = new CopyOnWriteArrayList<>();
  private List<Segment> segments = List.of();
  private long generation;
  private int files;

  SegmentFolder(Path directory) {
    this.directory = directory;
  }

  /** A file with {@code spans} spans, one a second back from now, made by SQL. */
  Segment spans(int spans) throws SQLException {
    return write(
        TelemetryTable.OTEL_SPANS,
        spans,
        """
        SELECT printf('%%032x', i), printf('%%016x', i), NULL, 'payments', 'GET /pay', 'SERVER',
          now() - to_seconds(i), i * 1000000, CASE WHEN i %% 10 = 0 THEN 'ERROR' ELSE 'OK' END,
          NULL, 'GET', '/pay', 200 + i %% 3, NULL, NULL, NULL, NULL,
          '{"n": ' || i || '}', '{}', '[]'
        FROM range(%d) AS r(i)
        """
            .formatted(spans));
  }

  Segment write(TelemetryTable table, int rows, String select) throws SQLException {
    Path file = directory.resolve("segment-" + ++files + ".duckdb");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE " + table.tableName() + " (" + table.columnDefinitions() + ")");
      statement.execute("INSERT INTO " + table.tableName() + " " + select);
    }
    Instant now = Instant.now();
    return new Segment(file, Set.of(table.tableName()), now.minusSeconds(rows), now, rows);
  }

  /** The next generation. */
  void publish(Segment... now) {
    synchronized (this) {
      segments = List.of(now);
      generation++;
    }
    listeners.forEach(listener -> listener.accept(generation));
  }

  synchronized List<Segment> segments() {
    return new ArrayList<>(segments);
  }

  /** Generations let go of so far. */
  List<Long> releases() {
    return releases;
  }

  static void delete(Segment segment) {
    try {
      Files.delete(segment.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized SegmentManifest current() {
    return new SegmentManifest(generation, directory, segments);
  }

  @Override
  public Reader open(LongConsumer listener) {
    listeners.add(listener);
    return new Reader() {
      @Override
      public void release(long before) {
        releases.add(before);
      }

      @Override
      public void close() {
        listeners.remove(listener);
      }
    };
  }
}
