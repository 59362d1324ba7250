// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static java.util.stream.Collectors.joining;

import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.api.telemetry.TelemetryTable;
import coral.proto.sdk.v1.TraceQuery;
import java.time.Duration;

/** Spans by filter, a row a span, with the columns of the table. */
final class SpanQueries {
  static final Duration LOOK_BACK = Duration.ofHours(1);

  private static final int DEFAULT_LIMIT = 100;
  private static final String COLUMNS =
      TelemetryTable.OTEL_SPANS.columns().stream()
          .map(TelemetryTable.Column::name)
          .collect(joining(", "));

  private SpanQueries() {}

  /**
   * Answers a {@link TraceQuery}.
   *
   * @param status wanted in any case; empty: the request's
   */
  static byte[] answer(Telemetry telemetry, SdkCall call, String status, String order)
      throws InterruptedException {
    TraceQuery request = Requests.parse(call, TraceQuery.parser());
    int limit = Requests.limit(request.getLimit(), DEFAULT_LIMIT);
    Duration range =
        Requests.window("timeRange", request.getTimeRangeNs(), LOOK_BACK, telemetry.retention());
    var where =
        new SpanConditions(telemetry.since(range))
            .text("service_name = ?", request.getService())
            .nanos("duration_ns >= ?", request.getMinDurationNs())
            .nanos("duration_ns <= ?", request.getMaxDurationNs())
            .status(status.isEmpty() ? request.getStatus() : status)
            .text("http_route = ?", request.getRoute())
            .text("trace_id = ?", request.getTraceId())
            .roots(request.getRootsOnly());
    // One row more than wanted, so that truncation shows.
    String sql =
        "SELECT %s FROM otel_spans_local WHERE %s ORDER BY %s LIMIT %d"
            .formatted(COLUMNS, where.sql(), order, limit + 1);
    QueryResult result = telemetry.run(call, sql, where.params(), limit);
    return ResultStream.send(call, result);
  }
}
