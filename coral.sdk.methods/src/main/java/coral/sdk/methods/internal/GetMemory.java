// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.api.telemetry.HostStats;
import coral.proto.sdk.v1.MemoryResponse;
import coral.proto.sdk.v1.SystemRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** How much memory the host has and uses. */
@Component(
    property = SdkMethod.NAME + "=" + GetMemory.NAME,
    configurationPid = Pids.SDK,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetMemory implements SdkMethod {
  static final String NAME = "system.getMemory";

  private final HostStats stats;

  @Activate
  public GetMemory(@Reference(name = "stats") HostStats stats) {
    this.stats = stats;
  }

  @Override
  public byte[] call(SdkCall call) {
    SystemRequest _ = Requests.parse(call, SystemRequest.parser());
    HostStats.Memory memory = stats.memory();
    return MemoryResponse.newBuilder()
        .setTotal(memory.total())
        .setUsed(memory.used())
        .setAvailable(memory.available())
        .setFree(memory.free())
        .setCached(memory.cached())
        .setSwapTotal(memory.swapTotal())
        .setSwapUsed(memory.swapUsed())
        .setUsagePercent(100.0 * memory.used() / memory.total())
        .build()
        .toByteArray();
  }
}
