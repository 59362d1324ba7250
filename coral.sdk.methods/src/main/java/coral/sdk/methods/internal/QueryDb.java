// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.GuardDecision;
import coral.api.query.QueryEngine;
import coral.api.query.QueryGuard;
import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.QueryRequest;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A script's own SQL, as the guard lets it through. */
@Component(
    property = SdkMethod.NAME + "=" + QueryDb.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RetentionConfig.class)
public final class QueryDb implements SdkMethod {
  static final String NAME = "db.query";

  private final QueryGuard guard;
  private final Telemetry telemetry;

  @Activate
  public QueryDb(
      @Reference(name = "guard") QueryGuard guard,
      @Reference(name = "engine") QueryEngine engine,
      RetentionConfig config) {
    this(guard, Telemetry.of(engine, config));
  }

  QueryDb(QueryGuard guard, Telemetry telemetry) {
    this.guard = guard;
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    QueryRequest request = Requests.parse(call, QueryRequest.parser());
    String sql = Requests.required("sql", request.getSql());
    int limit = Requests.limit(request.getLimit(), Requests.MAX_ROWS);
    Duration lookBack =
        Requests.window(
            "timeRange",
            request.getTimeRangeNs(),
            QueryGuard.Options.DEFAULT.lookBack(),
            telemetry.retention());
    return switch (guard.check(sql, new QueryGuard.Options(limit, lookBack))) {
      case GuardDecision.Allowed allowed -> {
        QueryResult result =
            telemetry.run(call, allowed.sql(), Params.of(request.getParamsList()), limit);
        yield ResultStream.send(call, result, result.truncated(), allowed.injected());
      }
      case GuardDecision.Refused refused ->
          throw new CoralException(ErrorCode.QUERY_REFUSED, refused.reason());
    };
  }
}
