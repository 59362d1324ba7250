// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of tools that are not there, by name: the SDK's own words do not say which are.
 *
 * @param stopping whether the colony is: its tools go before its server, and none of them is a
 *     client's mistake then
 */
record ToolNames(Supplier<Set<String>> present, BooleanSupplier stopping) {
  /** Null: nothing to refuse. */
  @Nullable JSONRPCResponse refusal(JSONRPCRequest request) {
    if (!request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
      return null;
    }
    Object name = request.params() instanceof Map<?, ?> params ? params.get("name") : null;
    Set<String> names = present.get();
    if (name instanceof String text && names.contains(text)) {
      return null;
    }
    if (stopping.getAsBoolean()) {
      CallToolResult stops =
          CallToolResult.builder()
              .addTextContent("the colony is stopping; try again once it runs")
              .isError(true)
              .build();
      return JSONRPCResponse.result(request.id(), stops);
    }
    String all = String.join(", ", names.stream().sorted().toList());
    return Message.error(
        request.id(),
        ErrorCodes.INVALID_PARAMS,
        name == null
            ? "params.name is missing: the name of a tool, one of " + all
            : "there is no tool \"%s\"; there are %s".formatted(name, all));
  }
}
