// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which sets of segments are in use: a call holds the epoch that it began in until it ends, so that
 * what it reads is not detached under it. Thread-safe.
 */
final class Epochs {
  private final TreeMap<Long, Integer> holders = new TreeMap<>();
  private long current;

  /** The epoch that a call beginning now holds; give it back with {@link #leave}. */
  synchronized long enter() {
    holders.merge(current, 1, Integer::sum);
    return current;
  }

  /** Whether the oldest epoch in use is a later one now. */
  synchronized boolean leave(long epoch) {
    long before = oldest();
    holders.computeIfPresent(epoch, (key, count) -> count == 1 ? null : count - 1);
    return oldest() > before;
  }

  synchronized void advance(long epoch) {
    current = epoch;
  }

  /** No call holds an epoch before this one. */
  synchronized long oldest() {
    Map.Entry<Long, Integer> first = holders.firstEntry();
    return first == null ? current : Math.min(first.getKey(), current);
  }
}
