// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that decode, map and store, so that no event loop ever waits. What they have not done
 * yet is bounded in bytes, and in the time that it waits: a sender that has given up by then would
 * send it again.
 */
final class OtlpWorkers implements AutoCloseable {
  /** Two requests of the greatest size and some more. */
  private static final long MAX_PENDING_BYTES = 64L << 20;

  /** A small request costs more than its bytes. */
  private static final int MIN_BYTES = 2_048;

  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final ExecutorService threads;
  private final AtomicLong pendingBytes = new AtomicLong();

  OtlpWorkers(int count) {
    this.threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("coral-otlp-", 0).daemon().factory());
  }

  /** A request that is worked on; exactly one of the two is called, once. */
  interface Work {
    void run();

    void refuse(CoralException why);
  }

  /** Never blocks and never throws. */
  void submit(int bytes, Work work) {
    int cost = Math.max(bytes, MIN_BYTES);
    if (pendingBytes.addAndGet(cost) > MAX_PENDING_BYTES) {
      pendingBytes.addAndGet(-cost);
      work.refuse(overloaded());
      return;
    }
    long submitted = System.nanoTime();
    try {
      threads.execute(() -> run(work, cost, submitted));
    } catch (RejectedExecutionException closed) {
      pendingBytes.addAndGet(-cost);
      work.refuse(new CoralException(ErrorCode.UNAVAILABLE, "The receiver is closing.", closed));
    }
  }

  private void run(Work work, int cost, long submitted) {
    try {
      if (System.nanoTime() - submitted > MAX_WAIT.toNanos()) {
        work.refuse(overloaded());
      } else {
        work.run();
      }
    } finally {
      pendingBytes.addAndGet(-cost);
    }
  }

  private static CoralException overloaded() {
    return new CoralException(
        ErrorCode.UNAVAILABLE, "More telemetry arrives than can be stored; send it again later.");
  }

  /** Finishes what was taken, for 6 s at most: storing gives up after 5. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(6, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
