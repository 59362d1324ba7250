// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.runtime.AccessToken;
import io.grpc.BindableService;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The colony's port. Exists where a {@code colony:} section does. */
@Component(
    configurationPid = ColonyEndpoint.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = ColonyEndpoint.Config.class)
public final class ColonyEndpoint {
  static final String PID = "coral.colony";

  /** The {@code colony:} section of colony.yaml. */
  @ObjectClassDefinition(name = "colony", description = "The colony's gRPC port")
  @interface Config {
    @AttributeDefinition(description = "Address to listen on")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "gRPC port; 0 picks a free one", min = "0", max = "65535")
    int port() default 9000;
  }

  private final ReadyEndpoint endpoint;

  @Activate
  public ColonyEndpoint(
      BundleContext context, @Reference(name = "token") AccessToken token, Config config) {
    endpoint =
        new ReadyEndpoint(
            context,
            token,
            new EndpointSettings(
                "colony",
                config.host(),
                config.port(),
                Set.of(
                    "coral.colony.v1.ColonyService",
                    "coral.colony.v1.AgentLink",
                    "coral.colony.v1.EgressService")));
  }

  @Reference(
      name = "services",
      target = "(coral.endpoint=colony)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addService(BindableService service, Map<String, Object> properties) {
    endpoint.add(service, properties);
  }

  void removeService(BindableService service, Map<String, Object> properties) {
    endpoint.remove(service, properties);
  }

  @Deactivate
  void close() {
    endpoint.close();
  }
}
