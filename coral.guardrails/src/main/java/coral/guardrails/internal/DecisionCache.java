// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decisions by text. Scripts send the same statements again and again, and a decision stays right:
 * {@code now()} is evaluated when the statement runs. Thread-safe.
 */
final class DecisionCache {
  private static final int MAX_ENTRIES = 512;

  /** Longer texts are rarely sent twice, and would make the cache's size a matter of luck. */
  private static final int MAX_TEXT = 8_192;

  private record Key(String sql, Options options) {}

  private final Map<Key, GuardDecision> decisions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, GuardDecision> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  synchronized @Nullable GuardDecision get(String sql, Options options) {
    return decisions.get(new Key(sql, options));
  }

  synchronized void put(String sql, Options options, GuardDecision decision) {
    if (sql.length() <= MAX_TEXT) {
      decisions.put(new Key(sql, options), decision);
    }
  }
}
