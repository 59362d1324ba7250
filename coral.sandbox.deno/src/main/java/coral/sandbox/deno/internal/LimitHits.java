// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.execution.LimitHit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often something was held back, by limit. Thread-safe. */
final class LimitHits {
  private record Key(String limit, String value) {}

  private final Map<Key, Long> counts = new LinkedHashMap<>();

  synchronized void add(String limit, String value, long count) {
    counts.merge(new Key(limit, value), count, Long::sum);
  }

  synchronized List<LimitHit> all() {
    return counts.entrySet().stream()
        .map(e -> new LimitHit(e.getKey().limit(), e.getKey().value(), e.getValue(), false))
        .toList();
  }
}
