// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.api.telemetry.HostStats;
import coral.proto.sdk.v1.CpuResponse;
import coral.proto.sdk.v1.SystemRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** How busy the host is. */
@Component(
    property = SdkMethod.NAME + "=" + GetCpu.NAME,
    configurationPid = Pids.SDK,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GetCpu implements SdkMethod {
  static final String NAME = "system.getCPU";

  private final HostStats stats;

  @Activate
  public GetCpu(@Reference(name = "stats") HostStats stats) {
    this.stats = stats;
  }

  @Override
  public byte[] call(SdkCall call) {
    SystemRequest _ = Requests.parse(call, SystemRequest.parser());
    HostStats.Cpu cpu = stats.cpu();
    return CpuResponse.newBuilder()
        .setUsagePercent(cpu.usagePercent())
        .setUserPercent(cpu.userPercent())
        .setSystemPercent(cpu.systemPercent())
        .setIowaitPercent(cpu.iowaitPercent())
        .setCores(cpu.cores())
        .setLoad1M(cpu.load1m())
        .setLoad5M(cpu.load5m())
        .setLoad15M(cpu.load15m())
        .build()
        .toByteArray();
  }
}
