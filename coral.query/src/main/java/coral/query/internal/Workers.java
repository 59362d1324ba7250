// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.query.internal.wire.HelloBody;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one worker running: whenever it ends, another one is started. Thread-safe. */
final class Workers implements Worker.Listener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final long START_SECONDS = 20;
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final int MAX_BACKOFF_DOUBLINGS = 5;

  private final WorkerLauncher launcher;
  private final SegmentFeed segments;
  private final WorkerGroup group;
  private final ScheduledThreadPoolExecutor scheduler;
  private final AtomicLong restarts = new AtomicLong();

  // Guarded by this.
  private CompletableFuture<Worker> current = new CompletableFuture<>();
  private @Nullable Worker live;
  private int failedStarts;
  private boolean closed;

  /**
   * @param scheduler starts run on it, so it needs a thread to spare
   */
  Workers(
      WorkerLauncher launcher,
      SegmentFeed segments,
      WorkerGroup group,
      ScheduledThreadPoolExecutor scheduler) {
    this.group = group;
    this.launcher = launcher;
    this.segments = segments;
    this.scheduler = scheduler;
  }

  void start() {
    scheduler.execute(this::startOne);
  }

  long restarts() {
    return restarts.get();
  }

  /**
   * The worker that takes calls now, waiting for it until the deadline.
   *
   * @throws CoralException UNAVAILABLE with the reason
   */
  Worker await(long deadlineNanos) throws InterruptedException {
    CompletableFuture<Worker> awaited;
    synchronized (this) {
      awaited = current;
    }
    try {
      return awaited.get(Math.max(0, deadlineNanos - System.nanoTime()), NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE, "The query worker is still starting; try again in a second.");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "The query worker cannot be started: " + (cause == null ? e : cause).getMessage(),
          cause);
    }
  }

  /** Ends the worker that runs, so that one with other settings takes its place. */
  synchronized void replace() {
    if (live != null) {
      live.kill();
    }
  }

  @Override
  public void released(Worker worker, long epoch) {
    segments.released(epoch);
  }

  @Override
  public Optional<String> memoryKill(Worker worker) {
    return group.memoryKill();
  }

  @Override
  public synchronized void ended(Worker worker, String why) {
    if (worker != live) {
      return;
    }
    live = null;
    segments.forget(worker);
    if (closed) {
      return;
    }
    if (current.isDone()) {
      log.warn(
          "The query worker, process {}, has ended and is started anew: {}", worker.pid(), why);
      current = new CompletableFuture<>();
      restarts.incrementAndGet();
      scheduler.execute(this::startOne);
    } // else startOne sees to it
  }

  private void startOne() {
    Worker worker = null;
    try {
      worker = launch();
      HelloBody hello = worker.hello().get(START_SECONDS, SECONDS);
      segments.feed(worker).get(START_SECONDS, SECONDS);
      started(worker, hello.duckDbVersion(), hello.tier() + ", " + group.serves());
    } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
      if (worker != null) {
        worker.kill();
      }
      failed(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Worker launch() throws IOException {
    Path directory = launcher.present(segments.directory());
    synchronized (this) {
      if (closed) {
        throw new IOException("queries have ended");
      }
      Process process = launcher.launch(directory);
      group.starts(process.pid());
      Worker worker = new Worker(process, directory, launcher.start(), this);
      live = worker;
      return worker;
    }
  }

  private synchronized void started(Worker worker, String duckDbVersion, String tier) {
    failedStarts = 0;
    current.complete(worker);
    log.info("Query worker {} runs DuckDB {} in the tier: {}", worker.pid(), duckDbVersion, tier);
    if (live != worker) { // it ended just now, while no one could be told
      current = new CompletableFuture<>();
      scheduler.execute(this::startOne);
    }
  }

  private synchronized void failed(Throwable e) {
    if (closed) {
      return;
    }
    log.warn("The query worker cannot be started: {}", e.toString());
    current.completeExceptionally(e);
    current = new CompletableFuture<>();
    live = null;
    long millis = FIRST_BACKOFF_MILLIS << Math.min(failedStarts++, MAX_BACKOFF_DOUBLINGS);
    var _ = scheduler.schedule(this::startOne, millis, MILLISECONDS);
  }

  /** Kills the worker and waits for its end. */
  @Override
  public void close() throws InterruptedException {
    Worker last;
    synchronized (this) {
      closed = true;
      last = live;
      current.completeExceptionally(new IllegalStateException("queries have ended"));
    }
    if (last != null) {
      last.kill();
      last.awaitEnd();
    }
    group.close();
  }
}
