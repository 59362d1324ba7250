// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.error.CoralException;
import coral.api.telemetry.TelemetryRow;
import coral.store.duckdb.internal.DatabaseFile;
import coral.store.duckdb.internal.Migrations;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the writer's DuckDB instance, from opening to closing or failure. Except for {@link
 * #unsealed}, it belongs to the ingesting thread; sealing and compaction are threads of its own
 * with connections of their own.
 */
final class TelemetryEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TelemetryEngine.class);
  private static final Migrations MIGRATIONS =
      new Migrations(TelemetryEngine.class, List.of("001-segments.sql"));

  private final TelemetrySettings settings;
  private final Generations generations;
  private final DuckDBConnection root;
  private final DuckDBConnection ingesting;
  private final DuckDBConnection sealing;
  private final CatalogueTable catalogue;
  private final Compactor compactor;
  private final ExecutorService sealer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("coral-telemetry-sealer").daemon().factory());
  private final List<OpenSegment> unsealed = new CopyOnWriteArrayList<>();
  private @Nullable OpenSegment current;
  private long firstWrite;
  private long lastRotation = System.nanoTime() - TelemetrySettings.SEAL_EVERY.toNanos();
  private Future<?> seal = java.util.concurrent.CompletableFuture.completedFuture(null);
  private volatile @Nullable Exception failure;

  /**
   * Opens and recovers.
   *
   * @throws CoralException FAILED_PRECONDITION when the database cannot be opened, saying what to
   *     do
   */
  TelemetryEngine(TelemetrySettings settings, Generations generations, DoubleSupplier pressure)
      throws SQLException {
    this.settings = settings;
    this.generations = generations;
    boolean present = Files.exists(settings.database());
    DuckDBConnection opened;
    try {
      opened = DatabaseFile.open(settings.database(), settings.duckDb());
    } catch (CoralException e) {
      if (!present || !DatabaseFile.isDamage(e)) {
        throw e;
      }
      BadFile.setAside(settings.database(), e);
      present = false;
      opened = DatabaseFile.open(settings.database(), settings.duckDb());
    }
    root = opened;
    try {
      MIGRATIONS.apply(root, settings.database());
      catalogue = new CatalogueTable(root);
      Recovery recovery = new Recovery(root, catalogue, settings.segments());
      generations.restart(
          present
              ? recovery.run(generations.retiredFiles())
              : recovery.adopt(new ManifestFile(settings.segments())));
      ingesting = root.duplicate();
      sealing = root.duplicate();
      compactor =
          new Compactor(settings, root.duplicate(), catalogue, generations, pressure, this::failed);
    } catch (SQLException | RuntimeException e) {
      closeQuietly(root);
      throw e;
    }
  }

  /** Says that this instance is of no use any more. */
  void failed(Exception cause) {
    failure = cause;
  }

  /** Why this instance is of no use any more; null: it works. */
  @Nullable Exception failure() {
    return failure;
  }

  /** What is committed and not yet live, by segment id; for a moment a segment may be both. */
  Map<Long, SegmentStats> unsealed() {
    Map<Long, SegmentStats> found = new HashMap<>();
    for (OpenSegment segment : unsealed) {
      SegmentStats written = segment.stats();
      if (written != null) {
        found.put(segment.id(), written);
      }
    }
    return found;
  }

  /** Commits rows to the open segment. */
  void write(List<TelemetryRow> rows) throws SQLException {
    OpenSegment segment = current;
    if (segment == null) {
      long id = catalogue.nextId();
      catalogue.begun(id, Segment.ingestedName(id), CatalogueTable.State.OPEN);
      segment = new OpenSegment(ingesting, settings.segments(), id);
      current = segment;
      firstWrite = System.nanoTime();
      unsealed.add(segment);
    }
    segment.write(rows, settings.clock().instant());
  }

  /** Until the open segment has to be sealed; a second when there is none. */
  Duration untilDue() {
    OpenSegment segment = current;
    if (segment == null || segment.stats() == null) {
      return Duration.ofSeconds(1);
    }
    if (!seal.isDone() || generations.live().size() >= TelemetrySettings.MOST_LIVE) {
      return Duration.ofMillis(20);
    }
    long now = System.nanoTime();
    long due =
        Math.max(
            firstWrite + TelemetrySettings.SEAL_AFTER.toNanos() - now,
            lastRotation + TelemetrySettings.SEAL_EVERY.toNanos() - now);
    return Duration.ofNanos(Math.max(0, due));
  }

  /** Hands the open segment to the sealer; the next write opens another one, at once. */
  void rotate() {
    OpenSegment segment = current;
    if (segment == null) {
      return;
    }
    current = null;
    lastRotation = System.nanoTime();
    if (segment.stats() == null) {
      sealer.execute(() -> discard(segment));
      return;
    }
    Segment finished = segment.finish();
    seal = sealer.submit(() -> seal(segment, finished));
  }

  private void seal(OpenSegment segment, Segment finished) {
    try {
      Sql.execute(sealing, "CHECKPOINT " + segment.alias());
      Sql.detach(sealing, segment.alias());
      catalogue.sealed(finished, List.of());
      generations.replace(List.of(), List.of(finished));
      unsealed.remove(segment);
      compactor.wake();
    } catch (SQLException | RuntimeException e) {
      failed(e);
    }
  }

  private void discard(OpenSegment segment) {
    try {
      Sql.detach(sealing, segment.alias());
    } catch (SQLException e) {
      LOG.debug("the next start deletes the empty {}", segment.alias(), e);
    }
    unsealed.remove(segment);
  }

  /** Seals what is open, and closes in good order. */
  void close() {
    rotate();
    stopThreads();
    try {
      Sql.execute(root, "CHECKPOINT");
    } catch (SQLException e) {
      LOG.warn("{} was closed without a checkpoint", settings.database(), e);
    }
    closeConnections();
  }

  /** Closes a failed instance; the next one recovers what was committed. */
  void abandon() {
    stopThreads();
    closeConnections();
  }

  private void stopThreads() {
    sealer.close();
    compactor.close();
  }

  private void closeConnections() {
    closeQuietly(ingesting);
    closeQuietly(sealing);
    compactor.closeConnection();
    closeQuietly(root);
  }

  static void closeQuietly(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing a connection", e);
    }
  }
}
