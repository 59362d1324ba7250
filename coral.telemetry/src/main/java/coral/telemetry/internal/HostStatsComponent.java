// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import coral.api.telemetry.HostStats;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.host.MetricSampler;
import coral.telemetry.internal.host.OshiHost;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  private final CompletableFuture<OshiHost> host;
  private final MetricSampler sampler;

  @Activate
  public HostStatsComponent(
      @Reference(name = "store") TelemetryStore store, TelemetryConfig config) {
    host = CompletableFuture.supplyAsync(OshiHost::new, HostStatsComponent::start);
    sampler =
        MetricSampler.of(
            host::join, store, Duration.ofSeconds(config.host__metrics__interval__seconds()));
  }

  /** Loading OSHI takes a good part of a second, for which nothing else has to wait. */
  private static void start(Runnable loading) {
    Thread.ofPlatform().name("coral-host-start").daemon().start(loading);
  }

  @Override
  public Cpu cpu() {
    return host.join().cpu();
  }

  @Override
  public Memory memory() {
    return host.join().memory();
  }

  @Override
  public Host host() {
    return host.join().host();
  }

  @Deactivate
  void close() {
    sampler.close();
  }
}
