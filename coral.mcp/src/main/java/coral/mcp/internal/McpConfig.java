// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The {@code mcp:} section of colony.yaml. */
@ObjectClassDefinition(name = "mcp", description = "The colony's MCP server")
@interface McpConfig {
  String PID = "coral.mcp";

  @AttributeDefinition(
      description =
          "Address to listen on. There is no TLS, so put a proxy with TLS before one that is not loopback.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      description =
          "HTTP port; 0 picks a free one, -1 turns MCP off. The default gives way to a free one where it is taken.",
      min = "-1",
      max = "65535")
  int port() default McpSettings.DEFAULT_PORT;

  @AttributeDefinition(
      description =
          "Origins of web pages that may call, such as https://console.example.org; those of loopback always may.",
      required = false)
  String[] allowed__origins() default {};
}
