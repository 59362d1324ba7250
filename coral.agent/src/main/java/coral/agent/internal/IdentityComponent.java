// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Who this agent is, for the other components of this bundle. */
@Component(
    service = IdentityComponent.class,
    configurationPid = AgentConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AgentConfig.class)
public final class IdentityComponent {
  private static final String INSTANCE_ID = UUID.randomUUID().toString();

  private final AgentIdentity identity;

  @Activate
  public IdentityComponent(AgentConfig config, @Reference(name = "data") DataDirectory data) {
    String hostname = hostname();
    identity =
        new AgentIdentity(
            config.id().isEmpty() ? hostname : config.id(),
            INSTANCE_ID,
            hostId(data.directory("agent-state").resolve("host-id")),
            hostname,
            AgentIdentity.labels(List.of(config.labels())));
  }

  AgentIdentity identity() {
    return identity;
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A host that cannot resolve its own name still has one.
      String name = System.getenv("HOSTNAME");
      return name == null || name.isBlank() ? "localhost" : name;
    }
  }

  /** Lives as long as the data directory. */
  static String hostId(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE, "cannot keep this agent's identity in " + file, e);
    }
  }
}
