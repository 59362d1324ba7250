// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.api.telemetry.HostStats;
import coral.proto.sdk.v1.HostResponse;
import coral.proto.sdk.v1.SystemRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** What host this is. */
@Component(
    property = SdkMethod.NAME + "=" + GetHost.NAME,
    configurationPid = Pids.SDK,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetHost implements SdkMethod {
  static final String NAME = "system.getHost";

  private final HostStats stats;

  @Activate
  public GetHost(@Reference(name = "stats") HostStats stats) {
    this.stats = stats;
  }

  @Override
  public byte[] call(SdkCall call) {
    SystemRequest _ = Requests.parse(call, SystemRequest.parser());
    HostStats.Host host = stats.host();
    return HostResponse.newBuilder()
        .setHostname(host.hostname())
        .setOs(host.os())
        .setKernel(host.kernel())
        .setArch(host.arch())
        .setUptimeSeconds(host.uptimeSeconds())
        .setCores(host.cores())
        .build()
        .toByteArray();
  }
}
