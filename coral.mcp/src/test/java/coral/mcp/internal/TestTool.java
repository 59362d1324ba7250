// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import java.util.function.Function;

/** Does what a test says. */
record TestTool(Function<McpCall, McpResult> work) implements McpTool {
  static final String ANY =
      "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\"}}}";

  @Override
  public String title() {
    return "Test";
  }

  @Override
  public String description() {
    return "Tests.";
  }

  @Override
  public String inputSchema() {
    return ANY;
  }

  @Override
  public String outputSchema() {
    return ANY;
  }

  @Override
  public ToolHints hints() {
    return ToolHints.READ_ONLY;
  }

  @Override
  public McpResult call(McpCall call) {
    return work.apply(call);
  }
}
