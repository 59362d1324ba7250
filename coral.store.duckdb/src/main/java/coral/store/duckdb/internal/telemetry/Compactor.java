// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.store.duckdb.internal.DatabaseFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of segments small and drops those past the retention, on a thread of its own. A
 * large merge gives way to small ones, and all of them to ingestion while it cannot keep up.
 */
final class Compactor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /** While more of the queue is taken, merging waits, unless there are more segments than this. */
  private static final double BUSY = 0.5;

  private static final int MANY_SEGMENTS = 48;

  private final TelemetrySettings settings;
  private final DuckDBConnection connection;
  private final CatalogueTable catalogue;
  private final Generations generations;
  private final DoubleSupplier pressure;
  private final Consumer<Exception> failed;
  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private @Nullable Merge large;
  private volatile boolean stopped;

  /**
   * Starts.
   *
   * @param pressure how full ingestion's queue is, 0..1
   * @param failed told when the instance is lost; the thread has ended then
   */
  Compactor(
      TelemetrySettings settings,
      DuckDBConnection connection,
      CatalogueTable catalogue,
      Generations generations,
      DoubleSupplier pressure,
      Consumer<Exception> failed) {
    this.settings = settings;
    this.connection = connection;
    this.catalogue = catalogue;
    this.generations = generations;
    this.pressure = pressure;
    this.failed = failed;
    thread = Thread.ofPlatform().name("coral-telemetry-compactor").daemon().start(this::run);
  }

  /** There may be something to merge. */
  void wake() {
    work.release();
  }

  @Override
  public void close() {
    stopped = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once closed. */
  void closeConnection() {
    TelemetryEngine.closeQuietly(connection);
  }

  private void run() {
    try {
      while (!stopped) {
        if (!round()) {
          work.tryAcquire(1, TimeUnit.SECONDS);
          work.drainPermits();
        }
      }
      abandonLarge();
    } catch (SQLException | RuntimeException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does the most urgent thing; false when there was nothing to do. */
  private boolean round() throws SQLException {
    expire();
    generations.sweep();
    if (mustWait()) {
      return false;
    }
    Optional<CompactionPlan> plan =
        CompactionPlan.next(idle(), settings.clock().instant(), settings.retention());
    if (plan.isPresent() && plan.get().small()) {
      mergeAtOnce(plan.get());
      return true;
    }
    if (large == null && plan.isPresent()) {
      large = begin(plan.get());
    }
    if (large != null && advance(large)) {
      large = null;
    }
    return large != null;
  }

  private boolean mustWait() {
    boolean busy = pressure.getAsDouble() > BUSY && generations.live().size() < MANY_SEGMENTS;
    return busy || settings.freeBytes().getAsLong() < 2 * TelemetrySettings.LEAST_FREE_BYTES;
  }

  /** Live segments that no merge is reading. */
  private List<Segment> idle() {
    List<Segment> segments = new ArrayList<>(generations.live());
    if (large != null) {
      segments.removeAll(new HashSet<>(large.plan().segments()));
    }
    return segments;
  }

  /**
   * By arrival: what a sender's clock says must neither keep a file for years nor drop it at once.
   */
  private void expire() throws SQLException {
    Instant oldest = settings.clock().instant().minus(settings.retention());
    List<Segment> past =
        idle().stream().filter(s -> s.stats().lastArrival().isBefore(oldest)).toList();
    if (!past.isEmpty()) {
      catalogue.removed(past);
      generations.replace(past, List.of());
    }
  }

  private void mergeAtOnce(CompactionPlan plan) throws SQLException {
    Merge merge = begin(plan);
    boolean done = false;
    while (!done && !stopped) {
      done = advance(merge);
    }
    if (!done) {
      merge.abandon();
    }
  }

  private Merge begin(CompactionPlan plan) throws SQLException {
    long id = catalogue.nextId();
    catalogue.begun(id, Segment.mergedName(id), CatalogueTable.State.MERGING);
    return new Merge(connection, settings.segments(), plan, id);
  }

  /** A step; true when the merge is over, well or badly. */
  private boolean advance(Merge merge) throws SQLException {
    try {
      if (!merge.complete()) {
        merge.step();
        return false;
      }
      Segment result = merge.finish();
      catalogue.sealed(result, merge.plan().segments());
      generations.replace(merge.plan().segments(), List.of(result));
      return true;
    } catch (SQLException e) {
      if (DatabaseFile.isFatal(e) || merge.complete()) {
        throw e;
      }
      Segment bad = merge.source();
      merge.abandon();
      catalogue.removed(Set.of(merge.target(), bad));
      BadFile.setAside(settings.segments().resolve(bad.file()), e);
      generations.replace(List.of(bad), List.of());
      return true;
    }
  }

  private void abandonLarge() throws SQLException {
    if (large != null) {
      large.abandon();
      catalogue.removed(List.of(large.target()));
      large = null;
    }
    LOG.debug("compaction has ended");
  }
}
