// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.CorrelateRequest;
import coral.proto.sdk.v1.SpanFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Pairs of spans of one trace, one for each of two filters, the newest first. */
@Component(
    property = SdkMethod.NAME + "=" + CorrelateTraces.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class CorrelateTraces implements SdkMethod {
  static final String NAME = "traces.correlate";

  private static final int DEFAULT_LIMIT = 100;

  /** The columns of one side, which stands for the question mark. */
  private static final String SIDE =
      """
      ?.span_id AS ?_span_id, ?.service_name AS ?_service_name, ?.span_name AS ?_span_name,
      ?.start_time AS ?_start_time, ?.duration_ns AS ?_duration_ns, ?.status_code AS ?_status_code\
      """;

  private final Telemetry telemetry;

  @Activate
  public CorrelateTraces(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  CorrelateTraces(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    CorrelateRequest request = Requests.parse(call, CorrelateRequest.parser());
    int limit = Requests.limit(request.getLimit(), DEFAULT_LIMIT);
    Duration range =
        Requests.window(
            "timeRange", request.getTimeRangeNs(), SpanQueries.LOOK_BACK, telemetry.retention());
    long since = telemetry.since(range);
    SpanConditions a = conditions(request.getA(), since);
    SpanConditions b = conditions(request.getB(), since);
    List<Object> params = new ArrayList<>(a.params());
    params.addAll(b.params());
    String sql =
        """
        SELECT a.trace_id, %s, %s
        FROM (SELECT * FROM otel_spans_local WHERE %s) a
        JOIN (SELECT * FROM otel_spans_local WHERE %s) b
          ON a.trace_id = b.trace_id AND a.span_id <> b.span_id
        ORDER BY a.start_time DESC
        LIMIT %d
        """
            .formatted(columns("a"), columns("b"), a.sql(), b.sql(), limit + 1);
    QueryResult result = telemetry.run(call, sql, params, limit);
    return ResultStream.send(call, result);
  }

  private static SpanConditions conditions(SpanFilter filter, long since) {
    return new SpanConditions(since)
        .text("service_name = ?", filter.getService())
        .text("span_name LIKE ?", filter.getName())
        .nanos("duration_ns >= ?", filter.getMinDurationNs())
        .status(filter.getStatus())
        .attributes(filter.getAttributesMap());
  }

  private static String columns(String side) {
    return SIDE.replace("?", side);
  }
}
