// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryEngine;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The functions of a service. */
@Component(
    property = SdkMethod.NAME + "=" + ListFunctions.NAME,
    configurationPid = Pids.TELEMETRY,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ListFunctions implements SdkMethod {
  static final String NAME = "functions.list";

  private final Telemetry telemetry;

  @Activate
  public ListFunctions(@Reference(name = "engine") QueryEngine engine, RetentionConfig config) {
    this(Telemetry.of(engine, config));
  }

  ListFunctions(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    return FunctionQueries.answer(telemetry, call, false);
  }
}
