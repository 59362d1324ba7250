// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that were got ready before there was a script for them. What is taken is replaced a
 * moment later, so that the start of a process does not compete with the script that just began.
 * Thread-safe.
 */
final class WarmPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);
  private static final long REFILL_MILLIS = 300;
  private static final long RETRY_MILLIS = 5_000;

  /** Makes a process for the settings and the SDK server of now; empty: none is wanted. */
  @FunctionalInterface
  interface Source {
    Optional<WaitingProcess> make() throws IOException;
  }

  private final Source source;
  private final Deque<WaitingProcess> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService refills =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("coral-sandbox-warm").factory());
  private int size;
  private boolean closed;

  WarmPool(Source source) {
    this.source = source;
  }

  /** Keeps so many ready. */
  void size(int wanted) {
    synchronized (this) {
      size = wanted;
      while (waiting.size() > wanted) {
        waiting.removeLast().close();
      }
    }
    refillIn(0);
  }

  /** Gives up all that wait: what they were made for has changed. */
  synchronized void renew() {
    waiting.forEach(WaitingProcess::close);
    waiting.clear();
    refillIn(0);
  }

  /** One that is connected to this SDK server and whose heap is limited for so much memory. */
  synchronized Optional<WaitingProcess> take(int memoryLimitMb, Optional<SdkSessions> sessions) {
    for (var candidates = waiting.iterator(); candidates.hasNext(); ) {
      WaitingProcess candidate = candidates.next();
      if (candidate.process().isAlive()
          && candidate.memoryLimitMb() == memoryLimitMb
          && candidate.sessions().equals(sessions)) {
        candidates.remove();
        refillIn(REFILL_MILLIS);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void refillIn(long millis) {
    if (!refills.isShutdown()) {
      var _ = refills.schedule(this::refill, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void refill() {
    try {
      while (wantsMore()) {
        Optional<WaitingProcess> made = source.make();
        if (made.isEmpty()) {
          return;
        }
        add(made.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("no process could be got ready for a script, tried again in 5 s: {}", e.toString());
      refillIn(RETRY_MILLIS);
    }
  }

  private synchronized boolean wantsMore() {
    return !closed && waiting.size() < size;
  }

  private synchronized void add(WaitingProcess process) {
    if (closed || waiting.size() >= size) {
      process.close();
      return;
    }
    waiting.add(process);
    process.process().onExit().thenRun(() -> gone(process));
  }

  private void gone(WaitingProcess process) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(process);
    }
    if (waited) {
      process.close();
      refillIn(REFILL_MILLIS);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      refills.shutdown();
      waiting.forEach(WaitingProcess::close);
      waiting.clear();
    }
    try {
      // one that is being got ready meanwhile is closed when it is added
      if (!refills.awaitTermination(SpawnedProcess.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a process that was being got ready did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
