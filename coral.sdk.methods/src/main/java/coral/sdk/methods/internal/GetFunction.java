// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** One function of a service, or none. */
@Component(
    property = SdkMethod.NAME + "=" + GetFunction.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetFunction implements SdkMethod {
  static final String NAME = "functions.get";

  private final Telemetry telemetry;

  @Activate
  public GetFunction(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  GetFunction(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    return FunctionQueries.answer(telemetry, call, true);
  }
}
