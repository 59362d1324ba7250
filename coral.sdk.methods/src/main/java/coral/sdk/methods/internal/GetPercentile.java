// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.NumberResponse;
import coral.proto.sdk.v1.PercentileRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** A percentile of a histogram metric, in nanoseconds for durations. */
@Component(
    property = SdkMethod.NAME + "=" + GetPercentile.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetPercentile implements SdkMethod {
  static final String NAME = "metrics.getPercentile";

  private final Telemetry telemetry;

  @Activate
  public GetPercentile(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  GetPercentile(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    PercentileRequest request = Requests.parse(call, PercentileRequest.parser());
    double percentile = request.getPercentile();
    if (!(percentile >= 0 && percentile <= 1)) {
      throw Requests.invalid(
          "'percentile' is %s, but must be from 0 to 1, such as 0.99", percentile);
    }
    double value =
        new Percentiles(telemetry)
            .get(
                call,
                Requests.required("service", request.getService()),
                Requests.required("metric", request.getMetric()),
                percentile,
                Windows.of(request.getWindowNs(), telemetry),
                request.getRoute());
    return NumberResponse.newBuilder().setValue(value).build().toByteArray();
  }
}
