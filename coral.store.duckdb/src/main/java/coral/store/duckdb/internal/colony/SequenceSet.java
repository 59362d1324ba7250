// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers that mostly follow each other, kept as ranges. */
final class SequenceSet {
  /** First number of a range → its last. Ranges neither overlap nor touch. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** False when it was there already. */
  boolean add(long number) {
    Map.Entry<Long, Long> before = ranges.floorEntry(number);
    if (before != null && before.getValue() >= number) {
      return false;
    }
    long from = before != null && before.getValue() == number - 1 ? before.getKey() : number;
    Long joined = ranges.remove(number + 1);
    ranges.put(from, joined == null ? number : joined);
    return true;
  }

  /** The highest; 0: it is empty. */
  long last() {
    return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
  }

  int rangeCount() {
    return ranges.size();
  }
}
