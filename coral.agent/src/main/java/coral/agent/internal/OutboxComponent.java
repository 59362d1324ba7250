// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.outbox.Outbox;
import coral.api.runtime.DataDirectory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The outbox in the data directory, for the other components of this bundle. */
@Component(
    service = OutboxComponent.class,
    configurationPid = AgentConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OutboxComponent {
  private final Outbox outbox;

  @Activate
  public OutboxComponent(AgentConfig config, @Reference(name = "data") DataDirectory data) {
    outbox = Outbox.open(data.directory("outbox"), (long) config.outbox__limit__mb() << 20);
  }

  Outbox outbox() {
    return outbox;
  }

  @Deactivate
  void close() {
    outbox.close();
  }
}
