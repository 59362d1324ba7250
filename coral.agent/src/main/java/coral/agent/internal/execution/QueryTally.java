// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.query.QueryUsage;
import java.util.function.Supplier;

/**
 * What the statements of one execution came to, over updates of the query engine, each of which
 * begins to count anew. Guarded by the lock of its {@link Run}.
 */
final class QueryTally {
  private final Supplier<QueryUsage> engine;
  private QueryUsage before = QueryUsage.NONE;
  private QueryUsage last = QueryUsage.NONE;

  QueryTally(Supplier<QueryUsage> engine) {
    this.engine = engine;
  }

  QueryUsage total() {
    QueryUsage now = engine.get();
    if (now.ended() < last.ended()) {
      before = before.plus(last);
    }
    last = now;
    return before.plus(now);
  }
}
