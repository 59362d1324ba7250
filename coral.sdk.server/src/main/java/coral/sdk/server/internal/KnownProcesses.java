// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processes that have business here: those that open sessions are bound to, and those that are
 * expected to have one later. Thread-safe.
 */
final class KnownProcesses {
  /** Whoever descends from no known process. */
  static final long STRANGER = 0;

  private final Ancestry ancestry;
  private final Map<Long, Integer> bound = new ConcurrentHashMap<>();
  private final Map<Long, Integer> expected = new ConcurrentHashMap<>();

  KnownProcesses(Ancestry ancestry) {
    this.ancestry = ancestry;
  }

  /** Counts a session of this process, until the result runs; more than once does no harm. */
  Runnable bind(long pid) {
    return hold(bound, pid);
  }

  /** Lets the process be silent, until the result runs; more than once does no harm. */
  Runnable expect(long pid) {
    return hold(expected, pid);
  }

  /** The known process that this one is or descends from, the nearest of several. */
  long ownerOf(long pid) {
    return ancestry.nearest(pid, each -> bound.containsKey(each) || expected.containsKey(each));
  }

  boolean isExpected(long pid) {
    return ancestry.nearest(pid, expected::containsKey) != STRANGER;
  }

  boolean isSameOrDescendant(long pid, long ancestor) {
    return ancestry.isSameOrDescendant(pid, ancestor);
  }

  private static Runnable hold(Map<Long, Integer> holds, long pid) {
    holds.merge(pid, 1, Integer::sum);
    var held = new AtomicBoolean(true);
    return () -> {
      if (held.compareAndSet(true, false)) {
        holds.computeIfPresent(pid, (key, count) -> count == 1 ? null : count - 1);
      }
    };
  }
}
