// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.mcp.internal.tools.Query.OfAgent;
import coral.views.ExecutionView;
import coral.views.LogView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The script behind a query: a line of JSON about the result, then one for each row. It is the same
 * for all queries, so that it is checked once.
 */
final class QueryScript {
  static final String CODE =
      """
      import * as coral from "@coral/sdk";
      const { sql, limit, timeRange } = coral.context.args;
      const MAX_CELL = 1_000;
      const cell = (value: unknown): unknown =>
        typeof value === "bigint" ? String(value) :
        typeof value === "string" && value.length > MAX_CELL ? value.slice(0, MAX_CELL) + "…" : value;
      try {
        const range = timeRange === undefined ? {} : { timeRange: timeRange as coral.Duration };
        const rows = await coral.db.query(sql, [], { limit: Number(limit), ...range });
        const columns = rows.columns.map((column) => column.name);
        console.log(JSON.stringify({ columns, truncated: rows.truncated, notes: rows.guardrails }));
        for (const row of rows) {
          console.log(JSON.stringify(columns.map((name) => cell(row[name])), (_, value) => cell(value)));
        }
      } catch (error) {
        if (!(error instanceof coral.CoralError)) throw error;
        console.log(JSON.stringify({ error: error.message }));
      }
      """;

  private QueryScript() {}

  static Map<String, String> args(String sql, int limit, String timeRange) {
    Map<String, String> args = new HashMap<>(Map.of("sql", sql, "limit", "" + limit));
    if (!timeRange.isEmpty()) {
      args.put("timeRange", timeRange);
    }
    return args;
  }

  /**
   * What it wrote on one agent.
   *
   * @param share characters that the rows may have
   */
  static OfAgent read(String agentId, AdHoc.OnAgent agent, int share) {
    List<String> lines =
        agent.entries().stream()
            .filter(entry -> entry.stream().equals("stdout"))
            .map(LogView::text)
            .toList();
    try {
      JsonNode head = JsonMapper.shared().readTree(lines.isEmpty() ? "{}" : lines.getFirst());
      if (head.has("columns")) {
        return rows(agentId, head, lines.subList(1, lines.size()), share);
      }
      return failed(agentId, head.has("error") ? head.get("error").asString() : reason(agent));
    } catch (JacksonException e) {
      return failed(
          agentId, "a row is too long for one line of output: select fewer or shorter columns");
    }
  }

  private static OfAgent rows(String agentId, JsonNode head, List<String> lines, int share) {
    List<JsonNode> rows = new ArrayList<>();
    int left = share;
    for (String line : lines) {
      left -= line.length();
      if (left < 0 && !rows.isEmpty()) {
        break;
      }
      rows.add(JsonMapper.shared().readTree(line));
    }
    return new OfAgent(
        agentId,
        texts(head.get("columns")),
        rows,
        head.path("truncated").asBoolean() || rows.size() < lines.size(),
        texts(head.path("notes")),
        null);
  }

  private static OfAgent failed(String agentId, String error) {
    return new OfAgent(agentId, List.of(), List.of(), false, List.of(), error);
  }

  private static String reason(AdHoc.OnAgent agent) {
    ExecutionView end = agent.end();
    String why = end == null ? "the agent did not tell its end" : end.reasonWithLimits();
    String stderr =
        agent.entries().stream()
            .filter(entry -> entry.stream().equals("stderr"))
            .map(LogView::text)
            .collect(Collectors.joining("\n"));
    return stderr.isEmpty() ? why : why + ": " + stderr;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
