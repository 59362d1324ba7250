// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Spans by filter that ended with an error, the newest first. */
@Component(
    property = SdkMethod.NAME + "=" + FindErrorTraces.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FindErrorTraces implements SdkMethod {
  static final String NAME = "traces.findErrors";

  private final Telemetry telemetry;

  @Activate
  public FindErrorTraces(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  FindErrorTraces(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    return SpanQueries.answer(telemetry, call, "ERROR", "start_time DESC");
  }
}
