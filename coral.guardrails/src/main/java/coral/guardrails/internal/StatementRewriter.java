// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.query.QueryGuard.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks one statement's tree, refuses what {@link Allowlist} does not have, and puts time filters
 * in. Queries and expressions are here, tables in {@link TableRewriter}. Used once.
 */
final class StatementRewriter {
  private static final Set<String> TABLES = Set.of("BASE_TABLE", "TABLE_FUNCTION");

  private final byte[] source;
  private final Limits limits = new Limits();
  private final List<String> injected = new ArrayList<>();
  private final TableRewriter tables;
  private Map<String, String> parameters = Map.of();
  private long weight;

  /**
   * @param sql the text that the tree was made of
   */
  StatementRewriter(String sql, Options options) {
    this.source = sql.getBytes(StandardCharsets.UTF_8);
    this.tables = new TableRewriter(this, limits, options, injected);
  }

  /** What was put in, a sentence each. */
  List<String> injected() {
    return injected;
  }

  /**
   * Changes the statement in place.
   *
   * @throws Refusal for the first part that is not allowed
   */
  void rewrite(ObjectNode statement) {
    plain(statement.path("named_param_map"));
    parameters = Parameters.number(statement);
    for (String field : statement.propertyNames()) {
      if (!field.equals("node") && !field.equals("named_param_map")) {
        throw new Refusal(
            "The statement has a part called %s, which is not known.".formatted(field));
      }
    }
    query(object(statement, "node"), CteScope.EMPTY);
  }

  /** The queries that it comes to. */
  long query(ObjectNode node, CteScope outer) {
    String type = Tree.text(node, "type");
    if (!Allowlist.QUERIES.contains(type)) {
      throw notReading(type);
    }
    limits.query();
    long before = weight;
    weight = 1;
    CteScope scope = declare(node.path("cte_map").path("map"), outer);
    List<JsonNode> where = TimeBounds.conjuncts(node.path("where_clause"));
    for (String field : List.copyOf(node.propertyNames())) {
      switch (field) {
        case "cte_map" -> plainBut(Set.of("map"), node.path(field));
        case "from_table" -> node.set(field, tables.from(object(node, field), scope, where));
        case "select_list" -> selectList(node.path(field), scope);
        default -> descend(node.path(field), scope);
      }
    }
    long own = weight;
    limits.expanded(own);
    weight = before + own;
    return own;
  }

  /** A use of a common table expression. */
  void uses(long expressionWeight) {
    weight += expressionWeight;
    limits.expanded(weight);
  }

  /** Anything below a query that is no table. */
  void descend(JsonNode value, CteScope scope) {
    if (value.isArray()) {
      for (JsonNode element : value) {
        descend(element, scope);
      }
    } else if (value instanceof ObjectNode object) {
      String type = Tree.text(object, "type");
      if (object.has("class")) {
        expression(object, scope);
      } else if (Allowlist.QUERIES.contains(type)) {
        query(object, scope);
      } else if (type.isEmpty() || Allowlist.PARTS.contains(type)) {
        fields(object, scope);
      } else {
        throw notReading(type);
      }
    }
  }

  private void expression(ObjectNode node, CteScope scope) {
    limits.node();
    String kind = Tree.text(node, "class");
    if (!Allowlist.EXPRESSIONS.contains(kind)) {
      throw new Refusal(
          "%s is not allowed in a telemetry query; use columns, constants and functions."
              .formatted(kind));
    }
    switch (kind) {
      case "CONSTANT" -> node.forEach(StatementRewriter::plain);
      case "COLUMN_REF" -> {
        node.forEach(StatementRewriter::plain);
        tables.unqualify(node);
      }
      case "PARAMETER" -> {
        node.forEach(StatementRewriter::plain);
        String number = parameters.get(Tree.text(node, "identifier"));
        if (number != null) {
          node.put("identifier", number);
        }
      }
      case "FUNCTION", "WINDOW" -> {
        functionNames(node).forEach(Allowlist::function);
        fields(node, scope);
      }
      case "LAMBDA" -> {
        limits.enterLambda();
        fields(node, scope);
        limits.leaveLambda();
      }
      default -> fields(node, scope);
    }
  }

  /**
   * Both ways in which the tree names a function; they never differ, but which one is printed is
   * DuckDB's affair.
   */
  static List<String> functionNames(JsonNode function) {
    List<String> names = new ArrayList<>();
    String plain = Tree.text(function, "function_name");
    List<String> path = Tree.names(function.path("qualified_name"), "path");
    if (!plain.isEmpty()) {
      names.add(plain);
    }
    if (!path.isEmpty()) {
      names.add(path.getLast());
    }
    return names;
  }

  private void fields(ObjectNode node, CteScope scope) {
    for (String field : List.copyOf(node.propertyNames())) {
      if (field.equals("qualified_name")) {
        plain(node.path(field));
      } else {
        descend(node.path(field), scope);
      }
    }
  }

  /**
   * What holds names and values must hold no more: whatever is not looked at would be printed.
   *
   * @throws Refusal for an expression or a table
   */
  static void plain(JsonNode value) {
    plainBut(Set.of(), value);
  }

  private static void plainBut(Set<String> looked, JsonNode value) {
    if (value.has("class") || TABLES.contains(Tree.text(value, "type"))) {
      throw new Refusal("The statement has a part in a place where only a name or a value can be.");
    }
    if (value.isArray()) {
      value.forEach(StatementRewriter::plain);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!looked.contains(field.getKey())) {
        plain(field.getValue());
      }
    }
  }

  /** An unnamed column is called by its text, which would show what was put into it. */
  private void selectList(JsonNode list, CteScope scope) {
    if (!list.isArray()) {
      descend(list, scope);
      return;
    }
    for (JsonNode item : list) {
      int before = injected.size();
      descend(item, scope);
      if (injected.size() > before && item instanceof ObjectNode column && !column.has("alias")) {
        column.put("alias", sourceOf(column));
      }
    }
  }

  private String sourceOf(JsonNode node) {
    int from = node.path("query_location").asInt(-1);
    int length = node.path("query_location_length").asInt(0);
    if (from < 0 || length <= 0 || from + length > source.length) {
      return "subquery";
    }
    return new String(source, from, length, StandardCharsets.UTF_8);
  }

  private CteScope declare(JsonNode map, CteScope outer) {
    CteScope scope = outer;
    for (JsonNode entry : map) {
      String name = Tree.text(entry, "key");
      plainBut(Set.of("value"), entry);
      ObjectNode value = object(entry, "value");
      ObjectNode body = object(value, "query_node");
      boolean recursive = Tree.text(body, "type").equals("RECURSIVE_CTE_NODE");
      long before = weight;
      long own = query(body, recursive ? scope.with(name, 1) : scope);
      weight = before; // it counts where it is used
      for (String field : List.copyOf(value.propertyNames())) {
        if (!field.equals("query_node")) {
          descend(value.path(field), scope);
        }
      }
      scope = scope.with(name, own);
    }
    return scope;
  }

  static ObjectNode object(JsonNode parent, String field) {
    if (parent.path(field) instanceof ObjectNode object) {
      return object;
    }
    throw new Refusal("The statement's %s cannot be read.".formatted(field));
  }

  private static Refusal notReading(String type) {
    String what = type.replaceFirst("_(QUERY_)?NODE$", "").replace('_', ' ');
    return new Refusal(
        "%s is not allowed: telemetry is read-only, so a statement is one SELECT."
            .formatted(what.toUpperCase(Locale.ROOT)));
  }
}
