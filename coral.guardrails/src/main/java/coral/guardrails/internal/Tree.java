// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** DuckDB's serialised tree as JSON: reading it, and the few nodes that are put in. */
final class Tree {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(Limits.MAX_DEPTH).build())
                  .build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Tree() {}

  static ObjectNode read(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode tree) {
        return tree;
      }
      throw new Refusal("The statement cannot be read.");
    } catch (JacksonException e) {
      throw new Refusal("The statement nests deeper than is allowed; flatten it.");
    }
  }

  static String write(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }

  /** The field's text, or the empty string. */
  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** The texts of an array, in small letters as names are compared. */
  static List<String> names(JsonNode node, String field) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : node.path(field)) {
      names.add(name.asString("").toLowerCase(Locale.ROOT));
    }
    return names;
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** {@code column > now() - INTERVAL 'interval'}. */
  static ObjectNode newerThan(String column, String interval) {
    ObjectNode columnRef = expression("COLUMN_REF", "COLUMN_REF");
    columnRef.putArray("column_names").add(column);
    ObjectNode constant = expression("CONSTANT", "VALUE_CONSTANT");
    constant.putObject("literal").put("kind", "STRING").put("text", interval);
    ObjectNode type = expression("TYPE", "TYPE").put("type_name", "INTERVAL");
    type.putObject("qualified_name").putArray("path").add("INTERVAL");
    ObjectNode cast = expression("CAST", "OPERATOR_CAST");
    cast.set("child", constant);
    cast.set("type_expr", type);
    ObjectNode minus = function("-", function("now"), cast).put("is_operator", true);
    ObjectNode comparison = expression("COMPARISON", "COMPARE_GREATERTHAN");
    comparison.set("left", columnRef);
    comparison.set("right", minus);
    return comparison;
  }

  /** {@code (SELECT * FROM table WHERE condition) AS alias}. */
  static ObjectNode filtered(ObjectNode table, ObjectNode condition, String alias) {
    ObjectNode select = object().put("type", "SELECT_NODE");
    select.putObject("cte_map");
    select.putArray("select_list").add(expression("STAR", "STAR"));
    select.set("from_table", table);
    select.set("where_clause", condition);
    select.put("aggregate_handling", "STANDARD_HANDLING");
    ObjectNode subquery = object().put("type", "SUBQUERY").put("alias", alias);
    subquery.putObject("subquery").set("node", select);
    return subquery;
  }

  private static ObjectNode expression(String kind, String type) {
    return object().put("class", kind).put("type", type);
  }

  private static ObjectNode function(String name, ObjectNode... arguments) {
    ObjectNode function = expression("FUNCTION", "FUNCTION").put("function_name", name);
    function.putObject("order_bys").put("type", "ORDER_MODIFIER");
    ArrayNode list = function.putArray("arguments");
    for (ObjectNode argument : arguments) {
      list.addObject().set("expression", argument);
    }
    function.putObject("qualified_name").putArray("path").add(name);
    return function;
  }
}
