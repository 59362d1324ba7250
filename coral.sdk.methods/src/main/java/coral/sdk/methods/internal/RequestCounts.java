// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import java.time.Duration;
import java.util.List;

/**
 * How many requests a service answered within a window, and how many of them with a server's error.
 *
 * @param requests NaN without data
 * @param errors NaN without data
 */
record RequestCounts(double requests, double errors) {
  /** A service that sends the old and the new name of the HTTP metric at once is counted once. */
  private static final String METRICS =
      """
      SELECT sum(requests)::DOUBLE, sum(errors)::DOUBLE FROM (
        (SELECT sum(request_count) AS requests, sum(error_count) AS errors
         FROM beyla_http_metrics
         WHERE service_name = ? AND timestamp > make_timestamptz(?) AND %1$s
         GROUP BY metric_name ORDER BY requests DESC LIMIT 1)
        UNION ALL
        (SELECT sum(request_count) AS requests, sum(error_count) AS errors
         FROM beyla_grpc_metrics
         WHERE service_name = ? AND timestamp > make_timestamptz(?) AND %2$s
         GROUP BY metric_name ORDER BY requests DESC LIMIT 1))
      """
          .formatted(MetricFamily.HTTP.routeCondition(), MetricFamily.RPC.routeCondition());

  private static final String SPANS =
      """
      SELECT count(*)::DOUBLE,
             count(*) FILTER (WHERE status_code = 'ERROR' OR http_status_code >= 500)::DOUBLE
      FROM otel_spans_local
      WHERE service_name = ? AND span_kind = 'SERVER' AND start_time > make_timestamptz(?)
        AND (%1$s OR %2$s)
      """
          .formatted(MetricFamily.HTTP.routeCondition(), MetricFamily.RPC.routeCondition());

  /**
   * From metrics, or from spans where there are none.
   *
   * @param route empty for all
   */
  static RequestCounts of(
      Telemetry telemetry, SdkCall call, String service, Duration window, String route)
      throws InterruptedException {
    long since = telemetry.since(window);
    RequestCounts counts =
        first(
            telemetry.rows(
                call,
                METRICS,
                List.of(service, since, route, route, service, since, route, route)));
    if (!Double.isNaN(counts.requests)) {
      return counts;
    }
    RequestCounts spans =
        first(telemetry.rows(call, SPANS, List.of(service, since, route, route, route, route)));
    return spans.requests > 0 ? spans : new RequestCounts(Double.NaN, Double.NaN);
  }

  private static RequestCounts first(Rows rows) {
    return new RequestCounts(rows.number(0, 0), rows.number(0, 1));
  }
}
