// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One half of an exponential histogram: {@code counts[i]} is that of bucket {@code offset + i}. */
record ExponentialBuckets(int offset, List<Long> counts) {
  static final ExponentialBuckets NONE = new ExponentialBuckets(0, List.of());

  /** The last bucket's index. */
  long last() {
    return (long) offset + counts.size() - 1;
  }

  long at(long index) {
    long i = index - offset;
    return i < 0 || i >= counts.size() ? 0 : counts.get((int) i);
  }

  /** The same counts {@code steps} scales lower, each of which merges pairs of buckets. */
  ExponentialBuckets coarser(int steps) {
    if (steps == 0 || counts.isEmpty()) {
      return this;
    }
    int shift = Math.min(steps, 31);
    int first = offset >> shift;
    int size = (int) (last() >> shift) - first + 1;
    List<Long> merged = new ArrayList<>(Collections.nCopies(size, 0L));
    for (int i = 0; i < counts.size(); i++) {
      int target = ((offset + i) >> shift) - first;
      merged.set(target, merged.get(target) + counts.get(i));
    }
    return new ExponentialBuckets(first, merged);
  }

  /** Null when a bucket shrank. */
  @Nullable ExponentialBuckets since(ExponentialBuckets earlier) {
    List<Long> added = new ArrayList<>(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      long more = counts.get(i) - earlier.at((long) offset + i);
      if (more < 0) {
        return null;
      }
      added.add(more);
    }
    for (int i = 0; i < earlier.counts.size(); i++) {
      long index = (long) earlier.offset + i;
      if (earlier.counts.get(i) > 0 && (index < offset || index > last())) {
        return null;
      }
    }
    return new ExponentialBuckets(offset, added);
  }

  /** Without the empty buckets at either end. */
  ExponentialBuckets trimmed() {
    int from = 0;
    int to = counts.size();
    while (from < to && counts.get(from) == 0) {
      from++;
    }
    while (to > from && counts.get(to - 1) == 0) {
      to--;
    }
    return from == to ? NONE : new ExponentialBuckets(offset + from, counts.subList(from, to));
  }
}
