// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of all event triggers: two keep time, and hand each evaluation that is due to a
 * virtual one, where it waits for one of few places. Conditions so never take all places of the
 * query engine, however many there are.
 */
final class EvaluationPool implements Evaluations, AutoCloseable {
  static final int CONCURRENT = 4;

  private static final int TIMERS = 2;
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(
          TIMERS,
          Thread.ofPlatform().daemon().name("coral-event-timer-", 0).factory(),
          // A handler that is closed late schedules once more; nobody waits for that.
          new ThreadPoolExecutor.DiscardPolicy());
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("coral-event-evaluation-", 0).factory());
  private final Semaphore places = new Semaphore(CONCURRENT, true);

  EvaluationPool() {
    // A cancelled one may have been due in a day.
    timers.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Runnable after(Duration delay, Runnable evaluation) {
    FutureTask<?> task = new FutureTask<>(() -> inPlace(evaluation), null);
    Future<?> timer = timers.schedule(() -> handOver(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      timer.cancel(false);
      task.cancel(true);
    };
  }

  private void handOver(FutureTask<?> task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      task.cancel(false);
    }
  }

  private void inPlace(Runnable evaluation) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      // The place may be that of one which close has interrupted a moment earlier.
      if (!timers.isShutdown()) {
        evaluation.run();
      }
    } finally {
      places.release();
    }
  }

  /** Interrupts what runs, and waits a little for it: its code is about to be unloaded. */
  @Override
  public void close() {
    timers.shutdownNow();
    threads.shutdownNow();
    try {
      threads.awaitTermination(DRAIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
