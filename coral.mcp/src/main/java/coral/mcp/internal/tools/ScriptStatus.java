// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.GetScriptRequest;
import coral.views.ExecutionView;
import coral.views.LogView;
import coral.views.ScriptStatusView;
import coral.views.ScriptView;
import coral.views.Times;
import coral.views.Words;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_script_status}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_script_status")
public final class ScriptStatus extends ColonyTool {
  private static final int EXECUTIONS = 5;
  private static final int TAIL = 10;

  private final ColonyClient colony;

  @Activate
  public ScriptStatus(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Status of a script",
            "Get execution status and logs for a script: what became of it on each agent, its last log lines and events.",
            ToolHints.READ_ONLY,
            ScriptStatusView.class,
            """
            {"type": "object", "required": ["script_id"], "properties": {
              "script_id": {"type": "string", "description": "Id, 8 characters of it, or name"},
              "tail": {"type": "number", "minimum": 1, "maximum": 500,
                "description": "Show last N log lines (default 10)"},
              "executions": {"type": "integer", "minimum": 1, "maximum": 20,
                "description": "Show last N executions (default 5)"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    GetScriptRequest request =
        GetScriptRequest.newBuilder()
            .setScript(arguments.text("script_id"))
            .setTail(arguments.number("tail", TAIL))
            .build();
    ScriptStatusView all =
        ScriptStatusView.of(colony.ask(call, 10, stub -> stub.getScript(request)));
    int shown = Math.min(arguments.number("executions", EXECUTIONS), all.executions().size());
    List<LogView> logs = Shortened.newest(all.recentLogs(), LogView::text);
    ScriptStatusView status =
        new ScriptStatusView(
            all.script(),
            all.triggerDetail(),
            all.args(),
            all.skipped(),
            all.executions().subList(0, shown),
            logs);
    String more = "";
    if (shown < all.executions().size()) {
      more +=
          "\n%d of %d executions; give executions (at most 20) for more"
              .formatted(shown, all.executions().size());
    }
    if (logs.size() < all.recentLogs().size()) {
      more +=
          "\nthe last %d of %d log lines that were asked for fit; \"coral script logs %s\" has all"
              .formatted(logs.size(), all.recentLogs().size(), all.script().name());
    }
    return done(text(status) + more, status);
  }

  private static String text(ScriptStatusView status) {
    ScriptView script = status.script();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s v%d %s%s, id %s, by %s, trigger %s, on %s"
            .formatted(
                script.name(),
                script.version(),
                script.status(),
                Words.because(script.reason()),
                script.id(),
                script.createdBy(),
                status.triggerDetail().line(),
                Words.namedAgents(script.agents())));
    if (!status.args().isEmpty()) {
      text.append("\narguments: ").append(status.argsLine());
    }
    if (script.pendingApproval() != null) {
      text.append(
          "\nversion %d waits for approval: an operator runs \"coral script approve %s\""
              .formatted(script.pendingApproval().version(), script.name()));
    }
    status.skipped().forEach(skipped -> text.append("\n").append(skipped.line()));
    Instant now = Instant.now();
    for (ExecutionView execution : status.executions()) {
      text.append(
          "\nexecution on %s, %s: %s%s"
              .formatted(
                  execution.agentId(),
                  Times.ago(execution.startedAt(), now),
                  execution.status(),
                  Words.because(execution.reasonWithLimits())));
    }
    status.recentLogs().forEach(log -> text.append("\n").append(log.row()));
    return text.toString();
  }
}
