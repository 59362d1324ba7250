// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Whether conditions bound a table's time column from below: {@code column > x}, {@code >=}, {@code
 * =}, {@code BETWEEN} or the other way round, where x depends on no column. A bound that cannot be
 * told from here, such as a subquery or a function of the column, is none: the look-back is put in
 * beside it, and the result says so.
 */
final class TimeBounds {
  private TimeBounds() {}

  /** The conditions that all must hold. */
  static List<JsonNode> conjuncts(JsonNode condition) {
    List<JsonNode> all = new ArrayList<>();
    addConjuncts(condition, all);
    return all;
  }

  /**
   * Whether one of them is a lower bound.
   *
   * @param alias what the table is called in the query
   * @param unqualified whether the column's name alone can only mean this table's
   */
  static boolean bounded(
      List<JsonNode> conjuncts, String column, String alias, boolean unqualified) {
    return conjuncts.stream()
        .anyMatch(
            condition ->
                isLowerBound(condition, node -> isColumn(node, column, alias, unqualified)));
  }

  private interface ColumnTest {
    boolean matches(JsonNode node);
  }

  private static boolean isLowerBound(JsonNode condition, ColumnTest column) {
    JsonNode left = condition.path("left");
    JsonNode right = condition.path("right");
    return switch (Tree.text(condition, "type")) {
      case "COMPARE_GREATERTHAN", "COMPARE_GREATERTHANOREQUALTO" ->
          column.matches(left) && isFree(right);
      case "COMPARE_LESSTHAN", "COMPARE_LESSTHANOREQUALTO" -> isFree(left) && column.matches(right);
      case "COMPARE_EQUAL" ->
          (column.matches(left) && isFree(right)) || (isFree(left) && column.matches(right));
      case "COMPARE_BETWEEN" ->
          column.matches(condition.path("input")) && isFree(condition.path("lower"));
      default -> false;
    };
  }

  private static boolean isColumn(JsonNode node, String column, String alias, boolean unqualified) {
    JsonNode inner = node;
    while (Tree.text(inner, "class").equals("CAST")) {
      inner = inner.path("child");
    }
    if (!Tree.text(inner, "class").equals("COLUMN_REF")) {
      return false;
    }
    List<String> names = Tree.names(inner, "column_names");
    if (names.isEmpty() || !names.getLast().equals(column)) {
      return false;
    }
    String table = alias.toLowerCase(Locale.ROOT);
    return switch (names.size()) {
      case 1 -> unqualified;
      case 2 -> names.getFirst().equals(table);
      case 3 -> names.getFirst().equals(Allowlist.SCHEMA) && names.get(1).equals(table);
      default -> false;
    };
  }

  /** Whether a value is the same for all rows. */
  private static boolean isFree(JsonNode node) {
    if (node.isObject()) {
      String kind = Tree.text(node, "class");
      if (kind.equals("SUBQUERY") || (kind.equals("COLUMN_REF") && !isClock(node))) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (!isFree(child)) {
        return false;
      }
    }
    return true;
  }

  /** CURRENT_TIMESTAMP and its like look like columns until they are bound. */
  private static boolean isClock(JsonNode columnRef) {
    List<String> names = Tree.names(columnRef, "column_names");
    return names.size() == 1
        && (names.getFirst().equals("current_timestamp")
            || names.getFirst().equals("current_date"));
  }

  private static void addConjuncts(JsonNode condition, List<JsonNode> all) {
    if (Tree.text(condition, "type").equals("CONJUNCTION_AND")) {
      for (JsonNode child : condition.path("children")) {
        addConjuncts(child, all);
      }
    } else if (condition.isObject()) {
      all.add(condition);
    }
  }
}
