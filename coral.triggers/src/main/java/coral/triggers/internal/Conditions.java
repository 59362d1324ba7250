// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.GuardDecision;
import coral.api.query.QueryEngine;
import coral.api.query.QueryGuard;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions with whatever guard and engine there are at the moment; both may be swapped
 * while it does. Thread-safe.
 */
final class Conditions {
  /** Of one evaluation, with its wait for a place in the engine. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Over a colony's empty tables every sensible condition takes milliseconds. */
  static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

  private static final QueryOrigin CHECK = QueryOrigin.part("check of event triggers");

  static final long MAX_BYTES = 1 << 20;

  private static final QueryGuard.Options FIRST_ROW =
      new QueryGuard.Options(1, QueryGuard.Options.DEFAULT.lookBack());

  private volatile @Nullable QueryGuard guard;
  private volatile @Nullable QueryEngine engine;

  synchronized void bind(QueryGuard next) {
    guard = next;
  }

  synchronized void unbind(QueryGuard gone) {
    if (gone.equals(guard)) {
      guard = null;
    }
  }

  synchronized void bind(QueryEngine next) {
    engine = next;
  }

  synchronized void unbind(QueryEngine gone) {
    if (gone.equals(engine)) {
      engine = null;
    }
  }

  /**
   * Tries a condition, as far as there is an engine. What is not the condition's fault, such as a
   * busy engine, is left to its evaluations.
   *
   * @throws CoralException INVALID_ARGUMENT when it may not or cannot be run, UNAVAILABLE when that
   *     cannot be told now
   */
  void check(String condition) throws InterruptedException {
    String sql =
        switch (presentGuard().check(condition, FIRST_ROW)) {
          case GuardDecision.Allowed allowed -> allowed.sql();
          case GuardDecision.Refused refused -> throw invalid(refused.reason(), null);
        };
    QueryEngine present = engine;
    if (present == null) {
      return;
    }
    try {
      run(present, sql, CHECK_TIMEOUT, CHECK);
    } catch (CoralException e) {
      if (e.code() == ErrorCode.QUERY_FAILED || e.code() == ErrorCode.QUERY_REFUSED) {
        throw invalid(e.sentence(), e);
      }
    }
  }

  /**
   * The condition's first value now.
   *
   * @throws CoralException what keeps it from being told
   */
  FirstValue evaluate(String condition, QueryOrigin origin) throws InterruptedException {
    return switch (presentGuard().check(condition, FIRST_ROW)) {
      case GuardDecision.Allowed allowed -> {
        QueryEngine present = engine;
        if (present == null) {
          throw away("query engine (bundle coral.query)");
        }
        yield run(present, allowed.sql(), TIMEOUT, origin);
      }
      case GuardDecision.Refused refused ->
          throw new CoralException(ErrorCode.QUERY_REFUSED, refused.reason());
    };
  }

  private static FirstValue run(
      QueryEngine engine, String sql, Duration timeout, QueryOrigin origin)
      throws InterruptedException {
    return FirstValue.of(
        engine.query(new QueryRequest(sql, List.of(), timeout, 1, MAX_BYTES, origin)));
  }

  private QueryGuard presentGuard() {
    QueryGuard present = guard;
    if (present == null) {
      throw away("query guard (bundle coral.guardrails)");
    }
    return present;
  }

  private static CoralException away(String what) {
    return new CoralException(
        ErrorCode.UNAVAILABLE,
        "The condition cannot be evaluated while there is no %s; start it, or wait for its update."
            .formatted(what));
  }

  private static CoralException invalid(String reason, @Nullable Throwable cause) {
    return new CoralException(
        ErrorCode.INVALID_ARGUMENT, "the event trigger's condition is refused: " + reason, cause);
  }
}
