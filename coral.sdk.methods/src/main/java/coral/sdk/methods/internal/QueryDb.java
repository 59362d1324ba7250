// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.GuardDecision;
import coral.api.query.QueryEngine;
import coral.api.query.QueryGuard;
import coral.api.query.QueryMonitor;
import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.QueryRequest;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A script's own SQL, as the guard lets it through. */
@Component(
    property = SdkMethod.NAME + "=" + QueryDb.NAME,
    configurationPid = Pids.QUERY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = QueryLimits.Config.class)
public final class QueryDb implements SdkMethod {
  static final String NAME = "db.query";

  private final QueryGuard guard;
  private final QueryMonitor monitor;
  private final Telemetry telemetry;
  private final QueryLimits limits;
  private final RunningQueries running;

  @Activate
  public QueryDb(
      @Reference(name = "guard") QueryGuard guard,
      @Reference(name = "engine") QueryEngine engine,
      @Reference(name = "monitor") QueryMonitor monitor,
      QueryLimits.Config config) {
    this(guard, engine, monitor, QueryLimits.of(config), Clock.systemUTC());
  }

  QueryDb(
      QueryGuard guard, QueryEngine engine, QueryMonitor monitor, QueryLimits limits, Clock clock) {
    this.guard = guard;
    this.monitor = monitor;
    this.limits = limits;
    telemetry = new Telemetry(engine, limits.maxTimeRange(), clock);
    running = new RunningQueries(limits.maxConcurrentPerScript());
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    Params.check(call.payload());
    QueryRequest request = Requests.parse(call, QueryRequest.parser());
    String sql = Requests.required("sql", request.getSql());
    QueryGuard.Options options = limits.options(request.getLimit(), request.getTimeRangeNs());
    List<?> params = Params.of(request.getParamsList());
    try (RunningQueries.Place _ = running.enter(call)) {
      return run(call, sql, params, options);
    }
  }

  private byte[] run(SdkCall call, String sql, List<?> params, QueryGuard.Options options)
      throws InterruptedException {
    return switch (guard.check(sql, options)) {
      case GuardDecision.Allowed allowed -> {
        QueryResult result =
            telemetry.run(call, sql, allowed, params, options.maxRows(), limits.maxResultBytes());
        yield ResultStream.send(call, result, result.truncated(), allowed.injected());
      }
      case GuardDecision.Refused refused -> {
        monitor.refused(Telemetry.origin(call), sql, refused.reason());
        throw new CoralException(ErrorCode.QUERY_REFUSED, refused.reason());
      }
    };
  }
}
