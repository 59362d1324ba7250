// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies segments into a new one, a source at a time, so that more urgent work can be done in
 * between. Belongs to the compactor's thread.
 */
final class Merge {
  private static final Logger LOG = LoggerFactory.getLogger(Merge.class);

  /** Rows are kept in memory until the target's checkpoint. */
  private static final long ROWS_PER_CHECKPOINT = 250_000;

  private final DuckDBConnection connection;
  private final Path directory;
  private final CompactionPlan plan;
  private final Segment target;
  private int merged;
  private long sinceCheckpoint;
  private @Nullable String attached;

  /** Makes the target's file, without a log: an incomplete target is worthless. */
  Merge(DuckDBConnection connection, Path directory, CompactionPlan plan, long id)
      throws SQLException {
    this.connection = connection;
    this.directory = directory;
    this.plan = plan;
    SegmentStats sum =
        plan.segments().stream().map(Segment::stats).reduce(SegmentStats::and).orElseThrow();
    target = new Segment(id, Segment.mergedName(id), plan.level(), sum);
    Sql.attach(
        connection,
        directory.resolve(target.file()),
        alias(target),
        "(RECOVERY_MODE 'no_wal_writes')");
  }

  private static String alias(Segment segment) {
    return "merge_" + segment.id();
  }

  CompactionPlan plan() {
    return plan;
  }

  Segment target() {
    return target;
  }

  boolean complete() {
    return merged == plan.segments().size();
  }

  /** The source that {@link #step} copies. */
  Segment source() {
    return plan.segments().get(merged);
  }

  /** Copies one source. */
  void step() throws SQLException {
    Segment source = source();
    Sql.attach(connection, directory.resolve(source.file()), alias(source), "(READ_ONLY)");
    attached = alias(source);
    for (String table : source.stats().rows().keySet()) {
      // The newest definition; BY NAME fills what an older segment does not have with NULL.
      String columns =
          Arrays.stream(coral.api.telemetry.TelemetryTable.values())
              .filter(known -> known.tableName().equals(table))
              .findFirst()
              .orElseThrow()
              .columnDefinitions();
      String copy = alias(target) + ".main." + table;
      Sql.execute(connection, "CREATE TABLE IF NOT EXISTS " + copy + " (" + columns + ")");
      Sql.execute(
          connection,
          "INSERT INTO %s BY NAME SELECT * FROM %s.main.%s".formatted(copy, alias(source), table));
    }
    Sql.detach(connection, alias(source));
    attached = null;
    merged++;
    sinceCheckpoint += source.stats().totalRows();
    if (sinceCheckpoint >= ROWS_PER_CHECKPOINT) {
      Sql.execute(connection, "CHECKPOINT " + alias(target));
      sinceCheckpoint = 0;
    }
  }

  /** Completes the file. */
  Segment finish() throws SQLException {
    Sql.execute(connection, "CHECKPOINT " + alias(target));
    Sql.detach(connection, alias(target));
    return target;
  }

  /** Gives up; never throws. */
  void abandon() {
    detachQuietly(attached);
    detachQuietly(alias(target));
    try {
      Files.deleteIfExists(directory.resolve(target.file()));
    } catch (IOException e) {
      LOG.debug("the next start deletes {}", target.file(), e);
    }
  }

  private void detachQuietly(@Nullable String alias) {
    if (alias != null) {
      try {
        Sql.detach(connection, alias);
      } catch (SQLException e) {
        LOG.debug("detaching {}", alias, e);
      }
    }
  }
}
