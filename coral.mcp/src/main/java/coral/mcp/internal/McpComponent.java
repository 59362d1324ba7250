// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpResource;
import coral.api.mcp.McpTool;
import coral.api.runtime.AccessToken;
import coral.api.runtime.ReadyPart;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The MCP server of a colony, for as long as its configuration wants one. */
@Component(
    service = {},
    configurationPid = McpConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = McpConfig.class)
public final class McpComponent {
  private final @Nullable McpHttpServer server;
  private final @Nullable ServiceRegistration<ReadyPart> ready;

  @Activate
  public McpComponent(
      BundleContext context, @Reference(name = "token") AccessToken token, McpConfig config) {
    McpSettings settings = McpSettings.of(config);
    if (settings.off()) {
      server = null;
      ready = null;
      return;
    }
    server = McpHttpServer.open(settings, new Guard(token, settings.allowedOrigins()));
    ready =
        context.registerService(
            ReadyPart.class,
            new Listening(),
            FrameworkUtil.asDictionary(
                Map.of(ReadyPart.NAME, "mcp", ReadyPart.ADDRESS, server.address())));
  }

  @Reference(
      name = "tools",
      target = "(" + McpTool.NAME + "=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addTool(McpTool tool, Map<String, Object> properties) {
    if (server != null) {
      add(server.tools(), tool, McpTool.NAME, properties);
    }
  }

  void removeTool(McpTool tool, Map<String, Object> properties) {
    if (server != null) {
      server.tools().remove(id(properties));
    }
  }

  @Reference(
      name = "resources",
      target = "(" + McpResource.URI + "=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addResource(McpResource resource, Map<String, Object> properties) {
    if (server != null) {
      add(server.resources(), resource, McpResource.URI, properties);
    }
  }

  void removeResource(McpResource resource, Map<String, Object> properties) {
    if (server != null) {
      server.resources().remove(id(properties));
    }
  }

  private static <T> void add(
      Whiteboard<T> board, T service, String name, Map<String, Object> properties) {
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
    board.add(id(properties), ranking, String.valueOf(properties.get(name)), service);
  }

  @Deactivate
  void close() {
    if (ready != null) {
      ready.unregister();
    }
    if (server != null) {
      server.close();
    }
  }

  private static long id(Map<String, Object> properties) {
    return (Long) properties.getOrDefault(Constants.SERVICE_ID, 0L);
  }

  private static final class Listening implements ReadyPart {}
}
