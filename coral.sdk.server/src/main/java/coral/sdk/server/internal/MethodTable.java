// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The methods that can be called now, and who is calling them. A method may be replaced at any
 * moment without a call noticing: a new one takes the calls from then on, a departing one finishes
 * those it has, and calls for a method that is briefly missing wait for it. Thread-safe.
 *
 * <p>Of several services of one name the one with the highest ranking is called, and among equals
 * the newest: a successor that is started beside its predecessor takes over at once.
 */
final class MethodTable {
  /** How long a call waits for a missing method, and a departing method for its calls. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(MethodTable.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, List<Entry>> entries = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final long patienceNanos;
  private final long startedAt = System.nanoTime();

  MethodTable() {
    this(PATIENCE);
  }

  MethodTable(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  void bind(String name, long serviceId, int ranking, SdkMethod method) {
    locked(
        () -> {
          List<Entry> ofName = entries.computeIfAbsent(name, key -> new ArrayList<>());
          ofName.add(new Entry(name, serviceId, ranking, method));
          ofName.sort(Entry.BEST_FIRST);
          known.add(name);
          changed.signalAll();
        });
  }

  /**
   * Takes a method away. Returns once no call is using it any more: calls that have not ended after
   * the patience are aborted with UNAVAILABLE, and the wait ends either way a second later.
   */
  void unbind(String name, long serviceId) {
    lock.lock();
    try {
      Entry entry = remove(name, serviceId);
      if (entry == null || drained(entry, patienceNanos)) {
        return;
      }
      LOG.warn(
          "{} call(s) of {} did not end within {} and are aborted for its update",
          entry.running.size(),
          name,
          Duration.ofNanos(patienceNanos));
      CoralException reason =
          new CoralException(
              ErrorCode.UNAVAILABLE,
              "method '" + name + "' was updated while this call was running; call it again");
      List.copyOf(entry.running).forEach(lease -> lease.abort.accept(reason));
      boolean _ = drained(entry, Duration.ofSeconds(1).toNanos());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The method to call, which stays usable until the lease is closed.
   *
   * @param abort told, on another thread, when the method can wait for this call no longer
   * @throws CoralException UNKNOWN_METHOD, or UNAVAILABLE for a known method that did not come back
   */
  Lease acquire(String name, Consumer<CoralException> abort) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long waited = System.nanoTime();
      Entry entry = best(name);
      while (entry == null) {
        // A method never seen may still be on its way while everything is starting.
        long from = known.contains(name) ? waited : startedAt;
        long left = from + patienceNanos - System.nanoTime();
        if (left <= 0) {
          throw missing(name);
        }
        long _ = changed.awaitNanos(left);
        entry = best(name);
      }
      Lease lease = new Lease(entry, abort);
      entry.running.add(lease);
      return lease;
    } finally {
      lock.unlock();
    }
  }

  /** The names that can be called now, sorted. */
  List<String> names() {
    lock.lock();
    try {
      return entries.keySet().stream().sorted().toList();
    } finally {
      lock.unlock();
    }
  }

  private CoralException missing(String name) {
    if (known.contains(name)) {
      return new CoralException(
          ErrorCode.UNAVAILABLE,
          "method '%s' is being updated and did not come back within %d s; call it again later"
              .formatted(name, NANOSECONDS.toSeconds(patienceNanos)));
    }
    return new CoralException(
        ErrorCode.UNKNOWN_METHOD,
        "there is no method '"
            + SimilarNames.shortened(name)
            + "' on this agent"
            + SimilarNames.hint(name, new TreeSet<>(entries.keySet())));
  }

  private @Nullable Entry best(String name) {
    List<Entry> ofName = entries.get(name);
    return ofName == null ? null : ofName.getFirst();
  }

  private @Nullable Entry remove(String name, long serviceId) {
    List<Entry> ofName = entries.getOrDefault(name, List.of());
    for (Entry entry : ofName) {
      if (entry.serviceId == serviceId) {
        ofName.remove(entry);
        if (ofName.isEmpty()) {
          entries.remove(name);
        }
        return entry;
      }
    }
    return null;
  }

  private boolean drained(Entry entry, long nanos) {
    long left = nanos;
    boolean interrupted = false;
    try {
      while (!entry.running.isEmpty() && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          // Whoever is stopping the bundle is in a hurry; the calls are aborted instead.
          interrupted = true;
          left = 0;
        }
      }
      return entry.running.isEmpty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private static final class Entry {
    static final Comparator<Entry> BEST_FIRST =
        Comparator.comparingInt((Entry entry) -> entry.ranking)
            .thenComparingLong(entry -> entry.serviceId)
            .reversed();

    final String name;
    final long serviceId;
    final int ranking;
    final SdkMethod method;
    final Set<Lease> running = new HashSet<>();

    Entry(String name, long serviceId, int ranking, SdkMethod method) {
      this.name = name;
      this.serviceId = serviceId;
      this.ranking = ranking;
      this.method = method;
    }

    @Override
    public String toString() {
      return name + "#" + serviceId;
    }
  }

  /** A call's hold on a method. */
  final class Lease implements AutoCloseable {
    private final Entry entry;
    private final Consumer<CoralException> abort;

    private Lease(Entry entry, Consumer<CoralException> abort) {
      this.entry = entry;
      this.abort = abort;
    }

    SdkMethod method() {
      return entry.method;
    }

    @Override
    public void close() {
      locked(
          () -> {
            entry.running.remove(this);
            if (entry.running.isEmpty()) {
              changed.signalAll();
            }
          });
    }
  }
}
