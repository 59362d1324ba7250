// SPDX-License-Identifier: Apache-2.0
package coral.itest.e2e.tool;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;

/** The smallest tool. */
public final class HelloTool implements McpTool {
  private static final String SCHEMA =
      "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}}";

  @Override
  public String title() {
    return "Hello";
  }

  @Override
  public String description() {
    return "Says hello.";
  }

  @Override
  public String inputSchema() {
    return SCHEMA;
  }

  @Override
  public String outputSchema() {
    return SCHEMA;
  }

  @Override
  public ToolHints hints() {
    return ToolHints.READ_ONLY;
  }

  @Override
  public McpResult call(McpCall call) {
    Object name = call.arguments().get("name");
    return McpResult.of("hello " + name, "{\"name\": \"" + name + "\"}");
  }
}
