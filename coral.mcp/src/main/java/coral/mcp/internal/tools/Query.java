// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code coral_query}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_query")
public final class Query extends ColonyTool {
  private static final int ROWS = 50;
  private static final int TIMEOUT_SECONDS = 30;
  private static final int SLACK_SECONDS = 60;

  private final ColonyClient colony;

  /** The rows of each agent. */
  record Rows(List<OfAgent> agents) {
    Rows {
      agents = List.copyOf(agents);
    }
  }

  /**
   * One agent's.
   *
   * @param rows a list of values each, in the order of the columns
   * @param truncated there are more
   * @param notes what guardrails put into the statement
   * @param error why there are none; null: there may be
   */
  record OfAgent(
      String agentId,
      List<String> columns,
      List<JsonNode> rows,
      boolean truncated,
      List<String> notes,
      @Nullable String error) {
    OfAgent {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      notes = List.copyOf(notes);
    }
  }

  @Activate
  public Query(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Query telemetry",
            "Run one SELECT (DuckDB) on each agent that matches; rows come back by agent, nothing is joined across"
                + " agents. Tables: otel_spans_local, otel_logs_local, otel_metrics_local, beyla_http_metrics,"
                + " beyla_grpc_metrics, system_metrics_local; the last hour unless the SELECT says otherwise."
                + " Columns: DESCRIBE is not allowed, so begin with SELECT * … LIMIT 1.",
            ToolHints.READ_ONLY,
            Rows.class,
            """
            {"type": "object", "required": ["sql"], "properties": {
              "sql": {"type": "string"},
              "targets": {"type": "array", "items": {"type": "string"}, "description": "As of coral_deploy_script"},
              "limit": {"type": "integer", "minimum": 1, "maximum": 400, "description": "Rows of each agent, default 50"},
              "time_range": {"type": "string", "description": "How far back, such as 15m or 6h, where the SELECT does not say"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    Script script =
        Script.newBuilder()
            .setName("mcp-query")
            .setCode(QueryScript.CODE)
            .addAllTargets(arguments.texts("targets"))
            .setSettings(
                ScriptSettings.newBuilder()
                    .setMode(ScriptMode.SCRIPT_MODE_AD_HOC)
                    .setTimeout(Drafts.seconds(TIMEOUT_SECONDS))
                    .putAllArgs(
                        QueryScript.args(
                            arguments.text("sql"),
                            arguments.number("limit", ROWS),
                            arguments.text("time_range"))))
            .setCreatedBy(call.caller())
            .build();
    Map<String, AdHoc.OnAgent> agents =
        AdHoc.run(colony, call, script, TIMEOUT_SECONDS + SLACK_SECONDS, row -> {});
    int share = Shortened.MAX_CHARACTERS / Math.max(1, agents.size());
    List<OfAgent> results = new ArrayList<>();
    agents.forEach((id, agent) -> results.add(QueryScript.read(id, agent, share)));
    String text = text(results);
    return !results.isEmpty() && results.stream().allMatch(agent -> agent.error() != null)
        ? McpResult.error(text)
        : done(text, new Rows(results));
  }

  private static String text(List<OfAgent> agents) {
    StringBuilder text = new StringBuilder();
    for (OfAgent agent : agents) {
      if (agent.error() != null) {
        text.append("%s: %s\n".formatted(agent.agentId(), agent.error()));
        continue;
      }
      text.append(
          "%s: %d %s of (%s)%s\n"
              .formatted(
                  agent.agentId(),
                  agent.rows().size(),
                  agent.rows().size() == 1 ? "row" : "rows",
                  String.join(", ", agent.columns()),
                  agent.truncated()
                      ? ", and there are more: aggregate, narrow with WHERE, or give limit"
                      : ""));
      agent.rows().forEach(row -> text.append(cells(row)).append("\n"));
    }
    return text.toString().stripTrailing();
  }

  private static String cells(JsonNode row) {
    return String.join(
        " | ",
        row.valueStream()
            .map(cell -> cell instanceof StringNode text ? text.asString() : cell.toString())
            .toList());
  }
}
