// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.awaitility.Awaitility.await;

import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Stores in a directory of the test, and a reader of their segments as the query worker is one. */
final class TestStores {
  private TestStores() {}

  static TelemetrySettings settings(
      Path root, Duration retention, Clock clock, LongSupplier freeBytes) {
    try {
      return new TelemetrySettings(
          root.resolve("agent.db"),
          Files.createDirectories(root.resolve("segments")),
          retention,
          clock,
          freeBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TelemetrySettings settings(Path root) {
    return settings(root, Duration.ofMinutes(60), Clock.systemUTC(), () -> Long.MAX_VALUE);
  }

  /** Runs a query over each segment that has the table, and gathers the first column. */
  static List<Object> select(SegmentManifest manifest, String table, String query) {
    List<Object> values = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (SegmentManifest.Segment segment : manifest.segments()) {
        if (segment.tables().contains(table)) {
          statement.execute("ATTACH '" + segment.file() + "' AS s (READ_ONLY)");
          try (ResultSet row = statement.executeQuery(query.formatted("s.main." + table))) {
            while (row.next()) {
              values.add(row.getObject(1));
            }
          }
          statement.execute("DETACH s");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  static long count(SegmentManifest manifest, String table) {
    return select(manifest, table, "SELECT count(*) FROM %s").stream()
        .mapToLong(n -> (Long) n)
        .sum();
  }

  static List<String> files(Path root) {
    try (var files = Files.list(root.resolve("segments"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.contains(".duckdb"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest once it has so many rows. */
  static SegmentManifest afterRows(SegmentCatalog catalog, long rows) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                catalog.current().segments().stream().mapToLong(SegmentManifest.Segment::rows).sum()
                    >= rows);
    return catalog.current();
  }
}
