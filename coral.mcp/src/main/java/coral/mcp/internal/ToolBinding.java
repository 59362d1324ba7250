// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.error.CoralException;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Shows our tools to the SDK. */
record ToolBinding(McpJsonMapper json) {
  private static final Logger log = LoggerFactory.getLogger(ToolBinding.class);

  AsyncToolSpecification bind(String name, McpTool tool) {
    Tool described =
        Tool.builder(name, json, tool.inputSchema())
            .title(tool.title())
            .description(tool.description())
            .outputSchema(json, tool.outputSchema())
            .annotations(annotations(tool.hints()))
            .build();
    ArgumentChecks checks = new ArgumentChecks(described.inputSchema());
    return AsyncToolSpecification.builder()
        .tool(described)
        .callHandler(
            (exchange, request) -> Mono.fromCallable(() -> call(tool, checks, exchange, request)))
        .build();
  }

  private static ToolAnnotations annotations(ToolHints hints) {
    return ToolAnnotations.builder()
        .readOnlyHint(hints.readOnly())
        .destructiveHint(hints.destructive())
        .idempotentHint(hints.idempotent())
        .openWorldHint(hints.openWorld())
        .build();
  }

  private CallToolResult call(
      McpTool tool,
      ArgumentChecks checks,
      McpAsyncServerExchange exchange,
      CallToolRequest request) {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    if (request.arguments() != null) {
      arguments.putAll(request.arguments());
    }
    String wrong = checks.complaint(arguments);
    if (wrong != null) {
      return result(McpResult.error(wrong));
    }
    Object token = request.meta() == null ? null : request.meta().get("progressToken");
    RunningCall call = new RunningCall(exchange, arguments, token);
    Requests.Request running = Requests.of(exchange.transportContext());
    if (running != null) {
      running.works(call);
    }
    try {
      return result(tool.call(call));
    } catch (CoralException e) {
      return result(McpResult.error(e.sentence()));
    } catch (RuntimeException e) {
      log.error("tool {} failed", request.name(), e);
      return result(
          McpResult.error(
              "%s failed inside the colony (%s): its log says more".formatted(request.name(), e)));
    }
  }

  private CallToolResult result(McpResult result) {
    CallToolResult.Builder built =
        CallToolResult.builder().addTextContent(result.text()).isError(result.error());
    if (!result.structured().isEmpty()) {
      built.structuredContent(json, result.structured());
    }
    return built.build();
  }
}
