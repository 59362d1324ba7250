// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import coral.api.agent.AgentDirectory;
import coral.api.egress.DeliveryStore;
import coral.api.egress.EventCursors;
import coral.api.egress.MetricStates;
import coral.api.execution.Report;
import coral.api.execution.ReportsListener;
import coral.api.runtime.ReadyPart;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Begins anew with each change of section {@code egress}. */
@Component(
    service = {BindableService.class, ReportsListener.class},
    immediate = true,
    configurationPid = "coral.egress",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "coral.endpoint=colony")
@Designate(ocd = EgressConfig.class)
public final class EgressComponent implements BindableService, ReportsListener {
  private final Egress egress;
  private final EgressApi api;
  private final Optional<ServiceRegistration<ReadyPart>> listening;

  /** Uses what can be used; the rest is told in the log and in the status. */
  @Activate
  public EgressComponent(
      BundleContext context,
      EgressConfig config,
      @Reference(name = "cursors") EventCursors cursors,
      @Reference(name = "states") MetricStates states,
      @Reference(name = "deliveries") DeliveryStore deliveries,
      @Reference(name = "agents") AgentDirectory agents) {
    egress =
        new Egress(
            Settings.of(config),
            new Egress.Parts(cursors, states, deliveries, agents, Clock.systemUTC()));
    api = new EgressApi(egress);
    listening = egress.prometheusUrl().map(url -> announce(context, url));
  }

  private static ServiceRegistration<ReadyPart> announce(BundleContext context, String url) {
    return context.registerService(
        ReadyPart.class,
        new Listening(),
        FrameworkUtil.asDictionary(Map.of(ReadyPart.NAME, "prometheus", ReadyPart.ADDRESS, url)));
  }

  @Override
  public ServerServiceDefinition bindService() {
    return api.bindService();
  }

  @Override
  public void onReports(String agentId, List<Report> fresh) {
    egress.onReports(agentId, fresh);
  }

  @Deactivate
  void close() {
    listening.ifPresent(ServiceRegistration::unregister);
    egress.close();
  }

  /** The end point, for as long as it is registered. */
  static final class Listening implements ReadyPart {}
}
