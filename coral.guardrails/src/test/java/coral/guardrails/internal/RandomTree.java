// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees of the shape that DuckDB's have, with parts in the wrong places. */
final class RandomTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 12;

  private static final List<String> FIELDS =
      List.of(
          "from_table",
          "select_list",
          "where_clause",
          "cte_map",
          "modifiers",
          "left",
          "right",
          "condition",
          "child",
          "children",
          "subquery",
          "query",
          "function",
          "source",
          "arguments",
          "node",
          "alias",
          "sample",
          "qualified_name",
          "column_names",
          "limit",
          "statement",
          "aggregates",
          "group_expressions",
          "qualify",
          "orders",
          "expressions",
          "type_expr");
  private static final List<String> QUERIES =
      List.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "DELETE_QUERY_NODE",
          "CTE_NODE");
  private static final List<String> TABLES =
      List.of(
          "BASE_TABLE",
          "TABLE_FUNCTION",
          "JOIN",
          "SUBQUERY",
          "PIVOT",
          "SHOW_REF",
          "EMPTY",
          "EXPRESSION_LIST",
          "DELIM_GET");
  private static final List<String> CLASSES =
      List.of(
          "FUNCTION",
          "WINDOW",
          "CONSTANT",
          "COLUMN_REF",
          "SUBQUERY",
          "OPERATOR",
          "LAMBDA",
          "CAST",
          "STAR",
          "PARAMETER",
          "COMPARISON",
          "CONJUNCTION",
          "BOUND_FUNCTION",
          "TYPE");
  private static final List<String> NAMES =
      List.of(
          "otel_spans_local",
          "OTEL_LOGS_LOCAL",
          "main",
          "system",
          "pg_catalog",
          "cte",
          "secret.csv",
          "count",
          "sum",
          "now",
          "read_text",
          "getenv",
          "range",
          "unnest",
          "start_time",
          "",
          "DESCRIBE",
          "SUMMARY",
          "INNER",
          "LEFT",
          "COMPARE_GREATERTHAN",
          "CONJUNCTION_AND",
          "LIMIT_MODIFIER");

  /** Writes what the guard must refuse to read. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private final FuzzedDataProvider data;

  RandomTree(FuzzedDataProvider data) {
    this.data = data;
  }

  String json() {
    ObjectNode root = NODES.objectNode();
    ArrayNode statements = root.putArray("statements");
    int count = data.consumeInt(0, 9) < 9 ? 1 : data.consumeInt(0, 3);
    for (int i = 0; i < count; i++) {
      ObjectNode statement = NODES.objectNode();
      statement.set("node", mostly(() -> query(0)));
      if (data.consumeBoolean()) {
        statement.set("named_param_map", any(1));
      }
      statements.add(mostly(() -> statement));
    }
    return JSON.writeValueAsString(data.consumeInt(0, 50) == 50 ? any(0) : root);
  }

  private JsonNode query(int depth) {
    ObjectNode query = NODES.objectNode().put("type", data.pickValue(QUERIES));
    if (data.consumeBoolean()) {
      ObjectNode entry = NODES.objectNode().put("key", name());
      entry.putObject("value").set("query_node", node(depth + 1));
      query.putObject("cte_map").putArray("map").add(entry);
    }
    query.set("from_table", mostly(() -> table(depth + 1)));
    return more(query, depth);
  }

  private JsonNode table(int depth) {
    ObjectNode table = NODES.objectNode().put("type", data.pickValue(TABLES));
    String name = name();
    switch (table.path("type").asString()) {
      case "BASE_TABLE" -> {
        table.put("table_name", name);
        table.set("qualified_name", path(name));
        return data.consumeInt(0, 3) == 3 ? more(table, depth) : table;
      }
      case "TABLE_FUNCTION" -> table.set("function", mostly(() -> function(depth + 1)));
      case "JOIN" -> {
        table.put("join_type", name());
        table.set("left", mostly(() -> table(depth + 1)));
        table.set("right", mostly(() -> table(depth + 1)));
      }
      case "SUBQUERY" -> table.putObject("subquery").set("node", node(depth + 1));
      case "PIVOT" -> table.set("source", mostly(() -> table(depth + 1)));
      case "SHOW_REF" -> table.put("show_type", name()).set("query", node(depth + 1));
      default -> {}
    }
    return more(table, depth);
  }

  private JsonNode expression(int depth) {
    ObjectNode expression = NODES.objectNode().put("class", data.pickValue(CLASSES));
    expression.put("type", name());
    if (data.consumeBoolean()) {
      expression.putArray("column_names").add(name()).add(name());
    }
    return expression.path("class").asString().equals("FUNCTION")
        ? function(depth)
        : more(expression, depth);
  }

  private JsonNode function(int depth) {
    String name = name();
    ObjectNode function = NODES.objectNode().put("class", "FUNCTION").put("function_name", name);
    function.set("qualified_name", path(data.consumeBoolean() ? name : name()));
    return more(function, depth);
  }

  private JsonNode path(String name) {
    ObjectNode qualified = NODES.objectNode();
    ArrayNode path = qualified.putArray("path");
    if (data.consumeInt(0, 3) == 3) {
      path.add(name());
    }
    path.add(mostly(() -> NODES.stringNode(name)));
    return mostly(() -> qualified);
  }

  private JsonNode node(int depth) {
    return mostly(() -> query(depth));
  }

  private ObjectNode more(ObjectNode node, int depth) {
    int count = depth > MAX_DEPTH ? 0 : data.consumeInt(0, 3);
    for (int i = 0; i < count; i++) {
      node.set(data.pickValue(FIELDS), any(depth + 1));
    }
    return node;
  }

  private JsonNode any(int depth) {
    if (depth > MAX_DEPTH || data.remainingBytes() == 0) {
      return NODES.nullNode();
    }
    return switch (data.consumeInt(0, 7)) {
      case 0 -> query(depth);
      case 1 -> table(depth);
      case 2, 3 -> expression(depth);
      case 4 -> NODES.arrayNode().add(any(depth + 1)).add(any(depth + 1));
      case 5 -> more(NODES.objectNode(), depth);
      case 6 -> NODES.numberNode(data.consumeLong());
      default -> NODES.stringNode(name());
    };
  }

  private String name() {
    return data.consumeInt(0, 15) == 15 ? data.consumeString(8) : data.pickValue(NAMES);
  }

  /** The usual, also when the data has run out and every choice is the first. */
  private JsonNode mostly(Supplier<JsonNode> usual) {
    return data.consumeInt(0, 40) == 40 ? any(MAX_DEPTH) : usual.get();
  }
}
