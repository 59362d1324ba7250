// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpResource;
import coral.api.mcp.McpTool;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The SDK's server, with our transport before it and our tools behind it. */
record McpBehind(HttpTransport transport, McpAsyncServer server) {
  private static final String INSTRUCTIONS =
      "Coral runs small TypeScript scripts next to services, over their telemetry. Read coral://sdk/reference before"
          + " you write one, and coral://schema before you query. Look with coral_query or"
          + " coral_run_script first, check with coral_validate_script, then coral_deploy_script what is to stay;"
          + " coral_events and coral_script_status tell what it found.";

  static McpBehind start(
      McpJsonMapper json, Whiteboard<McpTool> tools, Whiteboard<McpResource> resources) {
    HttpTransport transport =
        new HttpTransport(json, new ToolNames(tools::names, McpBehind::stopping));
    McpAsyncServer server =
        McpServer.async(transport)
            .serverInfo("coral", version())
            .instructions(INSTRUCTIONS)
            .capabilities(
                ServerCapabilities.builder()
                    .tools(true)
                    .resources(false, true)
                    .prompts(false)
                    .build())
            .jsonMapper(json)
            .jsonSchemaValidator(new NoSchemaCheck(json))
            .validateToolInputs(false)
            .prompts(Prompts.all())
            .build();
    tools.attach(Announced.tools(server, new ToolBinding(json)));
    resources.attach(Announced.resources(server));
    return new McpBehind(transport, server);
  }

  private static boolean stopping() {
    var bundle = FrameworkUtil.getBundle(McpBehind.class);
    if (bundle == null) {
      return false;
    }
    var context = bundle.getBundleContext(); // null once this bundle has stopped
    return context == null || context.getBundle(0).getState() == Bundle.STOPPING;
  }

  private static String version() {
    var bundle = FrameworkUtil.getBundle(McpBehind.class);
    return bundle == null ? "0" : bundle.getVersion().toString();
  }
}
