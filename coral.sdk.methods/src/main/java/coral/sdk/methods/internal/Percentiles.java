// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Percentiles of histogram metrics, in nanoseconds for durations; from spans where no metric is
 * sent.
 */
final class Percentiles {
  /**
   * Sums buckets of series with equal bounds; of the last bucket, which has no bound, it is NULL.
   */
  private static final String BUCKETS =
      """
      SELECT i, bounds[i] * factor AS bound, sum(n)::DOUBLE AS n
      FROM (
        SELECT %s AS bounds, %s AS factor,
               unnest(bucket_counts) AS n, generate_subscripts(bucket_counts, 1) AS i
        FROM %s
        WHERE service_name = ? AND timestamp > make_timestamptz(?) AND %s AND %s)
      GROUP BY bounds, factor, i
      ORDER BY bounds, factor, i
      """;

  /** UCUM's times in nanoseconds; other units are kept. */
  private static final String UNIT_FACTOR =
      """
      CASE unit WHEN 'us' THEN 1e3 WHEN 'ms' THEN 1e6 WHEN 's' THEN 1e9
                WHEN 'min' THEN 6e10 WHEN 'h' THEN 3.6e12 ELSE 1.0 END\
      """;

  private final Telemetry telemetry;

  Percentiles(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * The percentile over a window that ends now.
   *
   * @param percentile from 0 to 1
   * @param route empty for all
   * @return NaN without data
   */
  double get(
      SdkCall call, String service, String metric, double percentile, Duration window, String route)
      throws InterruptedException {
    MetricFamily family = MetricFamily.of(metric);
    List<Object> params = new ArrayList<>(List.of(service, telemetry.since(window), route, route));
    if (family == MetricFamily.OTHER) {
      params.add(metric);
    }
    double value = histogram(telemetry.rows(call, buckets(family), params)).quantile(percentile);
    if (Double.isNaN(value) && family != MetricFamily.OTHER) {
      return ofSpans(call, family, params, percentile);
    }
    return value;
  }

  private static String buckets(MetricFamily family) {
    return family == MetricFamily.OTHER
        ? BUCKETS.formatted(
            "bucket_bounds",
            UNIT_FACTOR,
            family.table(),
            family.routeCondition(),
            "metric_name = ? AND bucket_counts IS NOT NULL")
        : BUCKETS.formatted(
            "bucket_bounds_ns", "1.0", family.table(), family.routeCondition(), "true");
  }

  private static Histogram histogram(Rows rows) {
    var histogram = new Histogram();
    List<Double> bounds = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      if (rows.whole(row, 0) == 1 && row > 0) {
        histogram.add(bounds, counts);
        bounds.clear();
        counts.clear();
      }
      double bound = rows.number(row, 1);
      if (!Double.isNaN(bound)) {
        bounds.add(bound);
      }
      counts.add(rows.number(row, 2));
    }
    histogram.add(bounds, counts);
    return histogram;
  }

  private double ofSpans(SdkCall call, MetricFamily family, List<Object> params, double percentile)
      throws InterruptedException {
    String kind = family == MetricFamily.RPC ? "rpc_method IS NOT NULL" : "rpc_method IS NULL";
    // quantile_cont wants a constant; this one is our own rendering of a number.
    String sql =
        """
        SELECT quantile_cont(duration_ns, %s)::DOUBLE
        FROM otel_spans_local
        WHERE service_name = ? AND span_kind = 'SERVER' AND start_time > make_timestamptz(?)
          AND %s
        """
            .formatted(percentile, kind + " AND " + family.routeCondition());
    return telemetry.rows(call, sql, params).number(0, 0);
  }
}
