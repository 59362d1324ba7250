// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs a statement with the arguments that were added, in their order. */
final class Arguments {
  private final DuckDBConnection connection;
  private final List<@Nullable Object> values = new ArrayList<>();

  Arguments(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Anything that JDBC takes; an Instant becomes a TIMESTAMP, a list a VARCHAR[]. */
  Arguments add(@Nullable Object value) throws SQLException {
    values.add(
        switch (value) {
          case null -> null;
          case Instant instant -> Times.column(instant);
          case List<?> list ->
              connection.createArrayOf(
                  "VARCHAR", list.stream().map(Object::toString).toArray(String[]::new));
          default -> value;
        });
    return this;
  }

  Arguments add(Optional<?> value) throws SQLException {
    return add((Object) value.orElse(null));
  }

  /** Returns how many rows it was about. */
  int update(String sql) throws SQLException {
    try (PreparedStatement statement = prepared(sql)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> query(String sql, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepared(sql);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    }
  }

  /** The first row. */
  <T> Optional<T> first(String sql, Row<T> row) throws SQLException {
    return query(sql, row).stream().findFirst();
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  /** The texts of a VARCHAR[] column. */
  static List<String> strings(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Object[]) row.getArray(column).getArray()).map(Object::toString).toList();
  }

  /** A map, of which a SELECT took the keys and the values apart, each a VARCHAR[] column. */
  static Map<String, String> pairs(ResultSet row, String keys, String values) throws SQLException {
    List<String> names = strings(row, keys);
    List<String> texts = strings(row, values);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      pairs.put(names.get(i), texts.get(i));
    }
    return pairs;
  }

  /** Ids for the text of a statement, sorted. */
  static String literals(Collection<UUID> ids) {
    return ids.stream().map("'%s'::UUID"::formatted).sorted().collect(Collectors.joining(", "));
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
