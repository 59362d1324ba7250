// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.NumberResponse;
import coral.proto.sdk.v1.RequestRateRequest;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** A service's requests per second over a window; NaN without data. */
@Component(
    property = SdkMethod.NAME + "=" + GetRequestRate.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetRequestRate implements SdkMethod {
  static final String NAME = "metrics.getRequestRate";

  private final Telemetry telemetry;

  @Activate
  public GetRequestRate(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  GetRequestRate(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    RequestRateRequest request = Requests.parse(call, RequestRateRequest.parser());
    Duration window = Windows.of(request.getWindowNs(), telemetry);
    RequestCounts counts =
        RequestCounts.of(
            telemetry,
            call,
            Requests.required("service", request.getService()),
            window,
            request.getRoute());
    return NumberResponse.newBuilder()
        .setValue(counts.requests() / (window.toNanos() / 1e9))
        .build()
        .toByteArray();
  }
}
