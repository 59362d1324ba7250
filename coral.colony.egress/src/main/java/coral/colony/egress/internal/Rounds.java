// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does a round of work at its start, whenever it is woken, and when the time that the
 * last round named has passed. Thread-safe.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One round. */
  @FunctionalInterface
  public interface Round {
    /** Returns after how long the next round is wanted at the latest. */
    Duration run();
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String name;
  private final Round round;
  private final Thread thread;
  private boolean woken = true;
  private boolean closed;
  private boolean failing;

  /** Begins at once. */
  public Rounds(String name, Round round) {
    this.name = name;
    this.round = round;
    thread = Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  /** Returns at once. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      while (isOpen()) {
        await(run());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration run() {
    try {
      Duration wait = round.run();
      if (failing) {
        failing = false;
        LOG.info("{} goes on", name);
      }
      return wait;
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.warn("{} failed and tries again every {} s", name, AFTER_FAILURE.toSeconds(), e);
      }
      return AFTER_FAILURE;
    }
  }

  private boolean isOpen() {
    lock.lock();
    try {
      woken = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!woken && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the last round is over. */
  public boolean ended() {
    return !thread.isAlive();
  }

  /** Lets a round that has begun end. */
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
      if (!thread.join(PATIENCE)) {
        LOG.warn("{} did not end within {} s", name, PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
