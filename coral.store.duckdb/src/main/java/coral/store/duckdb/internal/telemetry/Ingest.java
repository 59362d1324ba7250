// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.error.CoralException;
import coral.api.telemetry.TelemetryRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes what the queue holds. It outlives its {@link TelemetryEngine}: when an
 * instance fails, rows are refused until another one is open, and what was being written is written
 * again.
 */
final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final Duration LINGER = Duration.ofMillis(40);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final TelemetrySettings settings;
  private final Generations generations;
  private final RowQueue queue;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable TelemetryEngine engine;
  private volatile boolean givenUp;
  private List<TelemetryRow> batch = List.of();
  private int attempts;
  private boolean full;

  /** Opens the first instance on the caller's thread, so that the caller hears why it cannot be. */
  Ingest(TelemetrySettings settings, Generations generations, RowQueue queue) throws SQLException {
    this.settings = settings;
    this.generations = generations;
    this.queue = queue;
    engine = new TelemetryEngine(settings, generations, queue::fill);
    thread = Thread.ofPlatform().name("coral-telemetry-writer").daemon().start(this::run);
  }

  /** What is committed and not yet live, by segment id; for a moment a segment may be both. */
  Map<Long, SegmentStats> unsealed() {
    TelemetryEngine now = engine;
    return now == null ? Map.of() : now.unsealed();
  }

  /** As if the instance had failed. */
  void fail(Exception cause) {
    TelemetryEngine now = engine;
    if (now != null) {
      now.failed(cause);
    }
  }

  /** Writes what waits, seals and closes; gives up what cannot be written within 10 s. */
  void close() {
    queue.close();
    closing.countDown();
    try {
      if (!thread.join(DRAIN)) {
        givenUp = true;
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!givenUp && !(queue.drained() && batch.isEmpty())) {
      try {
        turn();
      } catch (SQLException | RuntimeException e) {
        failed(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (!batch.isEmpty()) {
      LOG.error("closing without {} rows that could not be written", batch.size());
    }
    TelemetryEngine last = engine;
    if (last != null) {
      last.close();
    }
  }

  private void turn() throws SQLException, InterruptedException {
    if (!roomy()) {
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    TelemetryEngine now = engine;
    if (now == null) {
      reopen();
      return;
    }
    Exception failure = now.failure();
    if (failure != null) {
      failed(failure);
      return;
    }
    if (batch.isEmpty()) {
      batch = queue.take(TelemetrySettings.BATCH_ROWS, now.untilDue(), LINGER);
    }
    if (!batch.isEmpty()) {
      now.write(batch);
      batch = List.of();
      attempts = 0;
    }
    if (now.untilDue().isZero()) {
      now.rotate();
    }
  }

  private boolean roomy() {
    long free = settings.freeBytes().getAsLong();
    boolean fullNow = free < TelemetrySettings.LEAST_FREE_BYTES;
    if (fullNow != full) {
      full = fullNow;
      String sentence =
          "telemetry is refused: the disk of %s has %,d bytes free and %,d are needed; make room"
              .formatted(settings.segments(), free, TelemetrySettings.LEAST_FREE_BYTES);
      queue.refuse(fullNow ? sentence : null);
      LOG.warn(fullNow ? sentence : "telemetry is taken again: there is room on the disk");
    }
    return !fullNow;
  }

  private void failed(Exception cause) {
    LOG.error("the telemetry database failed and is opened again", cause);
    queue.refuse("telemetry is refused while its database, which failed, is opened again");
    TelemetryEngine dead = engine;
    engine = null;
    if (dead != null) {
      dead.abandon();
    }
    if (!batch.isEmpty() && ++attempts >= 3) {
      LOG.error("{} rows were left out: writing them failed {} times", batch.size(), attempts);
      batch = List.of();
      attempts = 0;
    }
  }

  private void reopen() throws InterruptedException {
    try {
      engine = new TelemetryEngine(settings, generations, queue::fill);
      queue.refuse(null);
      LOG.info("the telemetry database is open again");
    } catch (SQLException | CoralException e) {
      LOG.error("the telemetry database cannot be opened yet: {}", e.getMessage());
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
