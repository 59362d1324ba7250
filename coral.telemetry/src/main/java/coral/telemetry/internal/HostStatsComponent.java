// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import coral.api.telemetry.HostStats;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.host.HostSampler;
import coral.telemetry.internal.host.OshiHost;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Live values of the host for scripts, and its metrics for the store. */
@Component(
    immediate = true,
    configurationPid = TelemetryConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class HostStatsComponent implements HostStats {
  private final OshiHost host;
  private final HostSampler sampler;

  @Activate
  public HostStatsComponent(
      @Reference(name = "store") TelemetryStore store, TelemetryConfig config) {
    host = new OshiHost();
    sampler =
        HostSampler.of(host, store, Duration.ofSeconds(config.host__metrics__interval__seconds()));
  }

  @Override
  public Cpu cpu() {
    return host.cpu();
  }

  @Override
  public Memory memory() {
    return host.memory();
  }

  @Override
  public Host host() {
    return host.host();
  }

  @Deactivate
  void close() {
    sampler.close();
  }
}
