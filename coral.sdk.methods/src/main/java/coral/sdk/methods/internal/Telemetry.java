// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.GuardDecision;
import coral.api.query.QueryEngine;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Statements on behalf of a script: charged to its execution and ended with it. Texts are Coral's
 * own or have passed the guard; what a script gave is only ever bound. Thread-safe.
 *
 * @param retention how far back there can be rows
 */
record Telemetry(QueryEngine engine, Duration retention, Clock clock) {
  static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);

  /** A sixth of what one script may hold in memory. */
  static final long MAX_BYTES = 16 << 20;

  /** Rows of an answer that is computed here, such as the buckets of a histogram. */
  static final int MAX_HELPER_ROWS = 10_000;

  static Telemetry of(QueryEngine engine, RetentionConfig config) {
    return new Telemetry(
        engine, Duration.ofMinutes(config.retention__minutes()), Clock.systemUTC());
  }

  QueryResult run(SdkCall call, String sql, List<?> params, int maxRows)
      throws InterruptedException {
    return run(
        call, new QueryRequest(sql, params, timeout(call), maxRows, MAX_BYTES, origin(call)));
  }

  /**
   * @param written what the guard has made {@code allowed} of
   */
  QueryResult run(
      SdkCall call,
      String written,
      GuardDecision.Allowed allowed,
      List<?> params,
      int maxRows,
      long maxBytes)
      throws InterruptedException {
    return run(
        call,
        new QueryRequest(
            allowed.sql(),
            params,
            timeout(call),
            maxRows,
            maxBytes,
            origin(call),
            written,
            allowed.injected()));
  }

  private QueryResult run(SdkCall call, QueryRequest request) throws InterruptedException {
    QueryResult result = engine.query(request);
    result.held().ifPresent(hit -> call.hit(hit.limit(), hit.value()));
    return result;
  }

  static QueryOrigin origin(SdkCall call) {
    ExecutionContext execution = call.execution();
    return QueryOrigin.script(
        execution.scriptName(), execution.scriptId(), execution.executionId());
  }

  Rows rows(SdkCall call, String sql, List<?> params) throws InterruptedException {
    return new Rows(run(call, sql, params, MAX_HELPER_ROWS));
  }

  /**
   * The start of a window that ends now, for {@code make_timestamptz(?)}: microseconds since the
   * epoch.
   */
  long since(Duration window) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(window));
  }

  private Duration timeout(SdkCall call) {
    Duration left = Duration.between(clock.instant(), call.execution().deadline());
    if (left.compareTo(MAX_TIMEOUT) > 0) {
      return MAX_TIMEOUT;
    }
    return left.isPositive() ? left : Duration.ofMillis(1);
  }
}
