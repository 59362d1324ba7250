// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.service.AgentGrpc;
import coral.agent.internal.service.AgentHandler;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** AgentService for the agent's port. */
@Component(
    service = BindableService.class,
    configurationPid = "coral.agent.service",
    property = "coral.endpoint=agent")
public final class AgentServiceComponent implements BindableService {
  private final AgentGrpc grpc;

  @Activate
  public AgentServiceComponent(
      @Reference(name = "identity") IdentityComponent identity,
      @Reference(name = "scripts") ScriptsComponent scripts) {
    grpc =
        new AgentGrpc(
            new AgentHandler(
                identity.identity().id(),
                scripts.executions(),
                scripts.checks(),
                Clock.systemUTC()),
            scripts.executions());
  }

  @Override
  public ServerServiceDefinition bindService() {
    return grpc.bindService();
  }
}
