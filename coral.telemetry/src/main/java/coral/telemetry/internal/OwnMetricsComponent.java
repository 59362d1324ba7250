// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import coral.api.query.QueryMonitor;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.host.MetricSampler;
import coral.telemetry.internal.own.QueryMetrics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The agent's own metrics, beside those of the services that it watches. */
@Component(
    immediate = true,
    service = {},
    configurationPid = TelemetryConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OwnMetricsComponent {
  private final QueryMetrics metrics = new QueryMetrics();
  private final MetricSampler sampler;

  @Reference(
      name = "queries",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable QueryMonitor queries;

  @Activate
  public OwnMetricsComponent(
      @Reference(name = "store") TelemetryStore store, TelemetryConfig config) {
    sampler =
        MetricSampler.of(
            "coral-own-metrics",
            time -> {
              QueryMonitor monitor = queries;
              return monitor == null ? List.of() : metrics.sample(monitor.report(), time);
            },
            store,
            Duration.ofSeconds(config.host__metrics__interval__seconds()));
  }

  @Deactivate
  void close() {
    sampler.close();
  }
}
