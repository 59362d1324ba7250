// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.telemetry.TelemetryRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to the writer. A call's rows are taken together or not at all; the bound is on
 * what waits, so one call may exceed it by its own size.
 */
final class RowQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Deque<List<? extends TelemetryRow>> calls = new ArrayDeque<>();
  private final int capacity;
  private int waiting;
  private @Nullable String refusal;
  private boolean closed;

  RowQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Queues the rows.
   *
   * @throws CoralException UNAVAILABLE when there is no room for {@code patience}, or rows are
   *     refused
   */
  void put(List<? extends TelemetryRow> rows, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      checkOpen();
      while (waiting >= capacity) {
        if (left <= 0) {
          throw unavailable(
              "cannot take %d telemetry rows: %d wait to be written; send fewer or later"
                  .formatted(rows.size(), waiting));
        }
        left = notFull.awaitNanos(left);
        checkOpen();
      }
      calls.add(rows);
      waiting += rows.size();
      notEmpty.signal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED, "interrupted while handing over telemetry rows", e);
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw unavailable("cannot take telemetry rows: the store is closing");
    }
    if (refusal != null) {
      throw unavailable(refusal);
    }
  }

  private static CoralException unavailable(String sentence) {
    return new CoralException(ErrorCode.UNAVAILABLE, sentence);
  }

  /** New rows are refused with this sentence; null: no longer. */
  void refuse(@Nullable String sentence) {
    lock.lock();
    try {
      refusal = sentence;
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** New rows are refused for good; those that wait can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits and nothing will. */
  boolean drained() {
    lock.lock();
    try {
      return closed && calls.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** 0..1, or more. */
  double fill() {
    lock.lock();
    try {
      return (double) waiting / capacity;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what waits, up to about {@code most} rows: waits for a first call up to {@code wait},
   * then {@code linger} for more. Empty when none came.
   */
  List<TelemetryRow> take(int most, Duration wait, Duration linger) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (calls.isEmpty() && left > 0 && !closed) {
        left = notEmpty.awaitNanos(left);
      }
      left = linger.toNanos();
      while (!calls.isEmpty() && waiting < most && left > 0 && !closed) {
        left = notEmpty.awaitNanos(left);
      }
      List<TelemetryRow> rows = new ArrayList<>(Math.min(most, waiting));
      while (!calls.isEmpty() && rows.size() < most) {
        rows.addAll(calls.remove());
      }
      waiting -= rows.size();
      notFull.signalAll();
      return rows;
    } finally {
      lock.unlock();
    }
  }
}
