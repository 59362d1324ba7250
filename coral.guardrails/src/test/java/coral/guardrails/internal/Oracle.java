// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static java.util.stream.Collectors.toSet;

import coral.api.telemetry.TelemetryTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Knows what a tree must not hold by looking at all of it, wherever it stands: simpler than the
 * rewriter, so that the two are not wrong in the same way.
 */
final class Oracle {
  private static final Set<String> TABLES =
      Arrays.stream(TelemetryTable.values()).map(TelemetryTable::tableName).collect(toSet());
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

  private final Set<String> expressions = new HashSet<>();
  private final Set<String> forbidden = new TreeSet<>();

  private Oracle() {}

  /** The tables and functions in the tree that no statement may use. */
  static Set<String> forbidden(String tree) {
    var oracle = new Oracle();
    JsonNode root = Tree.read(tree);
    oracle.collect(root);
    oracle.visit(root, false);
    return oracle.forbidden;
  }

  private void collect(JsonNode node) {
    for (JsonNode entry : node.path("cte_map").path("map")) {
      expressions.add(Tree.text(entry, "key").toLowerCase(java.util.Locale.ROOT));
    }
    node.forEach(this::collect);
  }

  private void visit(JsonNode node, boolean inFrom) {
    switch (Tree.text(node, "type")) {
      case "BASE_TABLE" -> table(node);
      case "TABLE_FUNCTION" -> visit(node.path("function"), true);
      default -> {}
    }
    switch (Tree.text(node, "class")) {
      // DuckDB reads no tree within a constant.
      case "CONSTANT" -> {
        return;
      }
      case "FUNCTION", "WINDOW" -> function(node, inFrom);
      default -> {}
    }
    node.properties().stream()
        .filter(
            field ->
                !(node.path("type").asString("").equals("TABLE_FUNCTION")
                    && field.getKey().equals("function")))
        .forEach(field -> visit(field.getValue(), false));
    if (node.isArray()) {
      node.forEach(element -> visit(element, false));
    }
  }

  private void table(JsonNode table) {
    List<String> path = Tree.names(table.path("qualified_name"), "path");
    boolean known =
        switch (path.size()) {
          case 1 -> TABLES.contains(path.getFirst()) || expressions.contains(path.getFirst());
          case 2 -> path.getFirst().equals("main") && TABLES.contains(path.getLast());
          default -> false;
        };
    if (!known) {
      forbidden.add("table " + path);
    }
  }

  private void function(JsonNode function, boolean inFrom) {
    Set<String> allowed = inFrom ? TABLE_FUNCTIONS : Allowlist.functions();
    for (String name : StatementRewriter.functionNames(function)) {
      if (!allowed.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        forbidden.add("function " + name);
      }
    }
  }
}
