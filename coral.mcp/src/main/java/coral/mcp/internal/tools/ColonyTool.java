// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.views.ViewJson;
import io.grpc.StatusRuntimeException;

/** A tool that asks the colony, and answers with a view. */
abstract class ColonyTool implements McpTool {
  private final Description description;

  /**
   * How a tool presents itself.
   *
   * @param answer the record that it answers with
   */
  record Description(
      String title,
      String description,
      ToolHints hints,
      Class<? extends Record> answer,
      String inputSchema) {}

  ColonyTool(Description description) {
    this.description = description;
  }

  @Override
  public final String title() {
    return description.title();
  }

  @Override
  public final String description() {
    return description.description();
  }

  @Override
  public final ToolHints hints() {
    return description.hints();
  }

  @Override
  public final String inputSchema() {
    return description.inputSchema();
  }

  @Override
  public final String outputSchema() {
    return ViewJson.text(ViewSchema.of(description.answer()));
  }

  @Override
  public final McpResult call(McpCall call) {
    try {
      return answer(call, new Arguments(call.arguments()));
    } catch (StatusRuntimeException e) {
      return Refused.of(e);
    }
  }

  /** A refusal of the colony may pass. */
  abstract McpResult answer(McpCall call, Arguments arguments);

  static McpResult done(String text, Record view) {
    return McpResult.of(text.stripTrailing(), ViewJson.text(view));
  }
}
