// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.query.QueryGuard.Options;
import coral.api.telemetry.TelemetryTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The FROM clauses of a statement: which tables are read, and the time filter around a telemetry
 * table that the query leaves unbounded. The filter is put around the reference, not into the
 * WHERE, so that outer joins stay right.
 */
final class TableRewriter {
  private static final Set<String> BASE_TABLE_FIELDS =
      Set.of(
          "type",
          "alias",
          "sample",
          "query_location",
          "query_location_length",
          "schema_name",
          "table_name",
          "column_name_alias",
          "qualified_name");

  /**
   * What is known of one FROM clause.
   *
   * @param timeColumns how many of its telemetry tables have a time column of that name
   */
  private record Clause(CteScope scope, Map<String, Integer> timeColumns) {}

  private final StatementRewriter statement;
  private final Limits limits;
  private final Options options;
  private final List<String> injected;
  private boolean describing;

  TableRewriter(
      StatementRewriter statement, Limits limits, Options options, List<String> injected) {
    this.statement = statement;
    this.limits = limits;
    this.options = options;
    this.injected = injected;
  }

  /**
   * The table to put in its place.
   *
   * @param where conditions of the query that hold for its rows
   */
  ObjectNode from(ObjectNode table, CteScope scope, List<JsonNode> where) {
    Map<String, Integer> timeColumns = new HashMap<>();
    countTimeColumns(table, scope, timeColumns);
    return table(table, new Clause(scope, timeColumns), where);
  }

  /**
   * {@code main.t.column} no longer has its table once that is a subquery; {@code t.column} does.
   */
  void unqualify(ObjectNode columnRef) {
    List<String> names = Tree.names(columnRef, "column_names");
    if (names.size() >= 3
        && names.getFirst().equals(Allowlist.SCHEMA)
        && Allowlist.table(names.get(1)) != null
        && columnRef.path("column_names") instanceof ArrayNode path) {
      path.remove(0);
    }
  }

  private ObjectNode table(ObjectNode table, Clause clause, List<JsonNode> conditions) {
    limits.node();
    String type = Tree.text(table, "type");
    switch (type) {
      case "BASE_TABLE" -> {
        return baseTable(table, clause, conditions);
      }
      case "JOIN" -> join(table, clause, conditions);
      case "PIVOT" -> pivot(table, clause);
      case "SHOW_REF" -> show(table, clause);
      case "TABLE_FUNCTION" -> tableFunction(table, clause);
      case "EMPTY", "SUBQUERY", "EXPRESSION_LIST" -> others(table, clause, Set.of());
      default ->
          throw new Refusal(
              "A %s is not allowed in FROM; use tables, subqueries and joins.".formatted(type));
    }
    return table;
  }

  private ObjectNode baseTable(ObjectNode table, Clause clause, List<JsonNode> conditions) {
    for (String field : table.propertyNames()) {
      if (!BASE_TABLE_FIELDS.contains(field)) {
        throw unknownTable(table);
      }
      StatementRewriter.plain(table.path(field));
    }
    String name = tableName(table);
    boolean qualified = Tree.names(table.path("qualified_name"), "path").size() > 1;
    long weight = qualified ? -1 : clause.scope().weightOf(name);
    if (weight >= 0) {
      statement.uses(weight);
      return table;
    }
    TelemetryTable telemetry = Allowlist.table(name);
    if (telemetry == null) {
      throw unknownTable(table);
    }
    String alias = table.has("alias") ? Tree.text(table, "alias") : telemetry.tableName();
    String column = telemetry.timeColumn();
    boolean only = clause.timeColumns().getOrDefault(column, 0) == 1;
    if (describing || TimeBounds.bounded(conditions, column, alias, only)) {
      return table;
    }
    return filtered(table, telemetry, alias);
  }

  private ObjectNode filtered(ObjectNode table, TelemetryTable telemetry, String alias) {
    String lookBack = LookBack.text(options.lookBack());
    ObjectNode condition = Tree.newerThan(telemetry.timeColumn(), lookBack);
    ObjectNode inner = table.deepCopy();
    inner.remove(List.of("alias", "column_name_alias", "sample"));
    ObjectNode outer = Tree.filtered(inner, condition, alias);
    for (String kept : List.of("column_name_alias", "sample")) {
      if (table.has(kept)) {
        outer.set(kept, table.path(kept));
      }
    }
    injected.add(
        "Only rows of %s%s from the last %s are read, since the statement gives no lower bound for %s."
            .formatted(
                telemetry.tableName(),
                alias.equalsIgnoreCase(telemetry.tableName()) ? "" : " (" + alias + ")",
                lookBack,
                telemetry.timeColumn()));
    return outer;
  }

  private void join(ObjectNode join, Clause clause, List<JsonNode> conditions) {
    limits.join();
    List<JsonNode> both = new ArrayList<>(conditions);
    both.addAll(TimeBounds.conjuncts(join.path("condition")));
    String type = Tree.text(join, "join_type");
    // A join's condition bounds a side only where a row of that side that fails it is dropped.
    boolean boundsLeft = Set.of("INNER", "RIGHT", "SEMI").contains(type);
    boolean boundsRight = Set.of("INNER", "LEFT", "SEMI", "ANTI").contains(type);
    replace(join, "left", clause, boundsLeft ? both : conditions);
    replace(join, "right", clause, boundsRight ? both : conditions);
    others(join, clause, Set.of("left", "right"));
  }

  private void pivot(ObjectNode pivot, Clause clause) {
    replace(pivot, "source", clause, List.of());
    others(pivot, clause, Set.of("source"));
  }

  private void show(ObjectNode show, Clause clause) {
    String type = Tree.text(show, "show_type");
    if (!show.has("query") || !Set.of("DESCRIBE", "SUMMARY").contains(type)) {
      throw new Refusal(
          "SHOW is not allowed; the tables are %s, and DESCRIBE shows a table's columns."
              .formatted(Allowlist.tableNames()));
    }
    boolean before = describing;
    describing = type.equals("DESCRIBE"); // reads no rows
    statement.query(StatementRewriter.object(show, "query"), clause.scope());
    describing = before;
    others(show, clause, Set.of("query"));
  }

  private void tableFunction(ObjectNode table, Clause clause) {
    ObjectNode function = StatementRewriter.object(table, "function");
    if (!Tree.text(function, "class").equals("FUNCTION")) {
      throw new Refusal("Only a function can be called in FROM.");
    }
    StatementRewriter.functionNames(function).forEach(Allowlist::tableFunction);
    limits.node();
    for (String field : function.propertyNames()) {
      if (field.equals("qualified_name")) {
        StatementRewriter.plain(function.path(field));
      } else {
        statement.descend(function.path(field), clause.scope());
      }
    }
    others(table, clause, Set.of("function"));
  }

  private void replace(ObjectNode parent, String field, Clause clause, List<JsonNode> conditions) {
    parent.set(field, table(StatementRewriter.object(parent, field), clause, conditions));
  }

  private void others(ObjectNode table, Clause clause, Set<String> except) {
    for (String field : List.copyOf(table.propertyNames())) {
      if (!except.contains(field)) {
        statement.descend(table.path(field), clause.scope());
      }
    }
  }

  private static void countTimeColumns(
      JsonNode table, CteScope scope, Map<String, Integer> timeColumns) {
    if (Tree.text(table, "type").equals("BASE_TABLE")) {
      String name = Tree.text(table, "table_name");
      TelemetryTable telemetry = scope.weightOf(name) >= 0 ? null : Allowlist.table(name);
      if (telemetry != null) {
        timeColumns.merge(telemetry.timeColumn(), 1, Integer::sum);
      }
    }
    for (String side : List.of("left", "right")) {
      if (table.path(side).isObject()) {
        countTimeColumns(table.path(side), scope, timeColumns);
      }
    }
  }

  /** A table's name, which may be qualified by {@code main} and nothing else. */
  private static String tableName(ObjectNode table) {
    List<String> path = Tree.names(table.path("qualified_name"), "path");
    String name = Tree.text(table, "table_name");
    boolean plain =
        path.size() == 1 || (path.size() == 2 && path.getFirst().equals(Allowlist.SCHEMA));
    if (!plain || !path.getLast().equalsIgnoreCase(name)) {
      throw unknownTable(table);
    }
    return name;
  }

  private static Refusal unknownTable(ObjectNode table) {
    List<String> path = new ArrayList<>();
    for (JsonNode part : table.path("qualified_name").path("path")) {
      path.add(part.asString(""));
    }
    return new Refusal(
        "There is no table %s; the tables are %s."
            .formatted(String.join(".", path), Allowlist.tableNames()));
  }
}
