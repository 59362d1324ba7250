// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.api.telemetry.TelemetryStore;
import coral.proto.sdk.v1.ServicesRequest;
import coral.proto.sdk.v1.ServicesResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The services that there is telemetry of. */
@Component(
    property = SdkMethod.NAME + "=" + ListServices.NAME,
    configurationPid = Pids.SDK,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ListServices implements SdkMethod {
  static final String NAME = "metrics.services";

  private final TelemetryStore store;

  @Activate
  public ListServices(@Reference(name = "store") TelemetryStore store) {
    this.store = store;
  }

  @Override
  public byte[] call(SdkCall call) {
    ServicesRequest _ = Requests.parse(call, ServicesRequest.parser());
    return ServicesResponse.newBuilder().addAllServices(store.services()).build().toByteArray();
  }
}
