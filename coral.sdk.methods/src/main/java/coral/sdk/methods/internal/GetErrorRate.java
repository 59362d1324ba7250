// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.ErrorRateRequest;
import coral.proto.sdk.v1.NumberResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The part of a service's requests that failed, 0..1; NaN where there were none. */
@Component(
    property = SdkMethod.NAME + "=" + GetErrorRate.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetErrorRate implements SdkMethod {
  static final String NAME = "metrics.getErrorRate";

  private final Telemetry telemetry;

  @Activate
  public GetErrorRate(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  GetErrorRate(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    ErrorRateRequest request = Requests.parse(call, ErrorRateRequest.parser());
    RequestCounts counts =
        RequestCounts.of(
            telemetry,
            call,
            Requests.required("service", request.getService()),
            Windows.of(request.getWindowNs(), telemetry),
            request.getRoute());
    // 0 / 0 is NaN: a service without requests has no error rate.
    return NumberResponse.newBuilder()
        .setValue(counts.errors() / counts.requests())
        .build()
        .toByteArray();
  }
}
