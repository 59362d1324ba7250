// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.execution.LimitHit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often an execution ran into which limit, the first seen first. Thread-safe. */
final class LimitHits {
  /** More than there are limits; a bound for methods that make up names or values. */
  static final int MAX_DISTINCT = 32;

  private final Map<Limit, Long> counts = new LinkedHashMap<>();

  synchronized void add(String limit, String value) {
    var key = new Limit(limit, value);
    if (counts.containsKey(key) || counts.size() < MAX_DISTINCT) {
      counts.merge(key, 1L, Long::sum);
    }
  }

  synchronized List<LimitHit> list() {
    return counts.entrySet().stream()
        .map(hit -> new LimitHit(hit.getKey().name, hit.getKey().value, hit.getValue(), false))
        .toList();
  }

  private record Limit(String name, String value) {}
}
