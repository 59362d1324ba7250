// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import coral.api.telemetry.TelemetryTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may occur in a statement. Everything else is refused, by its name. */
final class Allowlist {
  /** What a table's name may be qualified by. */
  static final String SCHEMA = "main";

  /** DuckDB's classes of expressions, and what each is to a person. */
  static final Set<String> EXPRESSIONS =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "LAMBDA",
          "OPERATOR",
          "PARAMETER",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");

  /** Nodes that read. Those that write are called DELETE_QUERY_NODE and the like. */
  static final Set<String> QUERIES =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE");

  /** Parts that are neither queries, tables nor expressions, but hold some. */
  static final Set<String> PARTS =
      Set.of(
          "DISTINCT_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "ORDER_MODIFIER",
          "ORDER_DEFAULT",
          "ORDER_ASCENDING",
          "ORDER_DESCENDING",
          "ASCENDING",
          "DESCENDING");

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

  private static final String FUNCTIONS_FILE = "functions.txt";
  private static final Set<String> FUNCTIONS = load();

  private static final Map<String, TelemetryTable> TABLES =
      Arrays.stream(TelemetryTable.values())
          .collect(toUnmodifiableMap(TelemetryTable::tableName, table -> table));

  private Allowlist() {}

  static void function(String name) {
    if (!FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          ("The function %s is not one that scripts may call: telemetry queries use DuckDB's"
                  + " functions for numbers, text, time, lists, JSON and aggregation.")
              .formatted(name));
    }
  }

  static void tableFunction(String name) {
    if (!TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          "The table function %s is not allowed; these are: %s."
              .formatted(name, list(TABLE_FUNCTIONS)));
    }
  }

  static @Nullable TelemetryTable table(String name) {
    return TABLES.get(name.toLowerCase(Locale.ROOT));
  }

  static String tableNames() {
    return list(TABLES.keySet());
  }

  static Set<String> functions() {
    return FUNCTIONS;
  }

  private static String list(Collection<String> names) {
    return names.stream().sorted().collect(joining(", "));
  }

  private static Set<String> load() {
    Set<String> names = new HashSet<>();
    try (InputStream in = Allowlist.class.getResourceAsStream(FUNCTIONS_FILE)) {
      if (in == null) {
        throw new IllegalStateException("the bundle has no " + FUNCTIONS_FILE);
      }
      for (String line : new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          names.addAll(Arrays.asList(line.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Set.copyOf(names);
  }
}
