// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.MetricRequest;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Data points of any metric, the oldest first; of too many the newest. */
@Component(
    property = SdkMethod.NAME + "=" + GetMetric.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RetentionConfig.class)
public final class GetMetric implements SdkMethod {
  static final String NAME = "metrics.get";

  private static final String AS_SENT =
      "timestamp, value, count, sum, unit, metric_type AS type, attributes";

  /** HTTP and RPC durations have tables of their own, in nanoseconds. */
  private static final String AS_DURATIONS =
      """
      timestamp, duration_sum_ns / nullif(request_count, 0) AS value, request_count AS count,
      duration_sum_ns::DOUBLE AS sum, 'ns' AS unit, 'histogram' AS type, attributes\
      """;

  private final Telemetry telemetry;

  @Activate
  public GetMetric(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  GetMetric(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    MetricRequest request = Requests.parse(call, MetricRequest.parser());
    String name = Requests.required("name", request.getName());
    int limit = Requests.limit(request.getLimit(), Requests.MAX_ROWS);
    MetricFamily family = MetricFamily.of(name);
    List<Object> params = new ArrayList<>();
    params.add(Requests.required("service", request.getService()));
    params.add(telemetry.since(Windows.of(request.getWindowNs(), telemetry)));
    var conditions = new StringBuilder();
    if (family == MetricFamily.OTHER) {
      conditions.append(" AND metric_name = ?");
      params.add(name);
    }
    request
        .getAttributesMap()
        .forEach(
            (key, value) -> {
              conditions.append(" AND json_extract_string(attributes, ?) = ?");
              params.add(JsonPointers.to(key));
              params.add(value);
            });
    String sql =
        """
        SELECT * FROM (
          SELECT %s FROM %s
          WHERE service_name = ? AND timestamp > make_timestamptz(?)%s
          ORDER BY timestamp DESC LIMIT %d)
        ORDER BY timestamp
        """
            .formatted(
                family == MetricFamily.OTHER ? AS_SENT : AS_DURATIONS,
                family.table(),
                conditions,
                limit);
    QueryResult result = telemetry.run(call, sql, params, limit);
    return ResultStream.send(call, result, result.truncated() || result.rows() == limit, List.of());
  }
}
