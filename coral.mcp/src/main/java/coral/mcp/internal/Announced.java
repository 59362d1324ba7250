// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpResource;
import coral.api.mcp.McpTool;
import io.modelcontextprotocol.server.McpAsyncServer;

/** Tells the SDK's server, and so its clients, what comes and goes. */
final class Announced {
  private Announced() {}

  static Whiteboard.Listener<McpTool> tools(McpAsyncServer server, ToolBinding binding) {
    return new Whiteboard.Listener<>() {
      @Override
      public void serves(String name, McpTool tool) {
        server.addTool(binding.bind(name, tool)).block();
      }

      @Override
      public void gone(String name) {
        server.removeTool(name).block();
      }
    };
  }

  static Whiteboard.Listener<McpResource> resources(McpAsyncServer server) {
    return new Whiteboard.Listener<>() {
      @Override
      public void serves(String uri, McpResource resource) {
        if (ResourceBinding.isTemplate(uri)) {
          server.addResourceTemplate(ResourceBinding.bindTemplate(uri, resource)).block();
        } else {
          server.addResource(ResourceBinding.bind(uri, resource)).block();
        }
      }

      @Override
      public void gone(String uri) {
        if (ResourceBinding.isTemplate(uri)) {
          server.removeResourceTemplate(uri).block();
        } else {
          server.removeResource(uri).block();
        }
      }
    };
  }
}
