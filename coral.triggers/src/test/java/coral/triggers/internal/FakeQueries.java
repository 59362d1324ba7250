// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.query.GuardDecision;
import coral.api.query.QueryEngine;
import coral.api.query.QueryGuard;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** An engine that answers as told, and guards beside it. */
final class FakeQueries implements QueryEngine {
  /** Allows everything, and marks it. */
  static final QueryGuard GUARD =
      (sql, options) ->
          new GuardDecision.Allowed(
              "guarded(%s, %d, %s)".formatted(sql, options.maxRows(), options.lookBack()),
              List.of());

  interface Answer {
    QueryResult get() throws InterruptedException;
  }

  private final List<QueryRequest> requests = new ArrayList<>();
  private volatile Answer answer = () -> QueryResults.of(false);

  void answers(Answer next) {
    answer = next;
  }

  void answers(boolean next) {
    answer = () -> QueryResults.of(next);
  }

  static QueryGuard refusing(String reason) {
    return (sql, options) -> new GuardDecision.Refused(reason);
  }

  synchronized List<QueryRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public QueryResult query(QueryRequest request) throws InterruptedException {
    synchronized (this) {
      requests.add(request);
    }
    return answer.get();
  }
}
