// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a database: a thread that runs waiting work in one transaction. DuckDB commits
 * about a thousand transactions a second and refuses two that touch one row, so many writers would
 * be slower than one.
 *
 * <p>Urgent work is committed as soon as the writer is free. Paced work waits until {@link #PACE}
 * after the last commit, so that a flood of small reports becomes few transactions; alone, it is as
 * quick.
 */
final class GroupCommit implements AutoCloseable {
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(40);
  private static final int MOST_JOBS = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private final Supplier<DuckDBConnection> connection;
  private final Runnable rolledBack;
  private final Thread thread;
  private long lastCommit = System.nanoTime() - PACE;
  private int urgent;
  private boolean closed;

  /**
   * @param connection asked before each transaction; what it throws fails the work waiting
   * @param rolledBack called on the writer's thread when work that ran has left no trace
   */
  GroupCommit(String name, Supplier<DuckDBConnection> connection, Runnable rolledBack) {
    this.connection = connection;
    this.rolledBack = rolledBack;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Completes once the work is durable, or exceptionally when nothing of it is. */
  <T> CompletableFuture<T> submit(Work<T> work, boolean isUrgent) {
    Job<T> job = new Job<>(work, isUrgent);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      waiting.add(job);
      urgent += isUrgent ? 1 : 0;
      changed.signal();
    } finally {
      lock.unlock();
    }
    return job.done;
  }

  /** Commits what is waiting, then ends the writer. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Job<?>> batch = next();
    while (!batch.isEmpty()) {
      commit(batch);
      lastCommit = System.nanoTime();
      batch = next();
    }
  }

  /** Work for one transaction; empty: closed. */
  private List<Job<?>> next() {
    lock.lock();
    try {
      while (!closed && urgent == 0) {
        long wait = waiting.isEmpty() ? Long.MAX_VALUE : lastCommit + PACE - System.nanoTime();
        if (wait <= 0) {
          break;
        }
        changed.awaitNanos(wait);
      }
      List<Job<?>> batch = new ArrayList<>();
      while (!waiting.isEmpty() && batch.size() < MOST_JOBS) {
        Job<?> job = waiting.remove();
        urgent -= job.urgent ? 1 : 0;
        batch.add(job);
      }
      return batch;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Job<?>> batch) {
    DuckDBConnection current;
    try {
      current = connection.get();
    } catch (RuntimeException e) {
      batch.forEach(job -> job.done.completeExceptionally(e));
      return;
    }
    try {
      transaction(current, batch);
      batch.forEach(Job::complete);
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(current);
      if (batch.size() == 1) {
        batch.getFirst().done.completeExceptionally(e);
      } else {
        // One of them failed, and DuckDB has no savepoints: each gets a transaction of its own.
        batch.forEach(job -> commit(List.of(job)));
      }
    }
  }

  private static void transaction(DuckDBConnection connection, List<Job<?>> batch)
      throws SQLException {
    execute(connection, "BEGIN TRANSACTION");
    for (Job<?> job : batch) {
      job.run(connection);
    }
    execute(connection, "COMMIT");
  }

  private void rollBack(DuckDBConnection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // There is no transaction when its beginning or its commit was what failed.
    }
    rolledBack.run();
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class Job<T> {
    private final Work<T> work;
    private final boolean urgent;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable Supplier<T> result;

    Job(Work<T> work, boolean urgent) {
      this.work = work;
      this.urgent = urgent;
    }

    void run(DuckDBConnection connection) throws SQLException {
      T value = work.on(connection);
      result = () -> value;
    }

    void complete() {
      if (result != null) {
        done.complete(result.get());
      }
    }
  }
}
