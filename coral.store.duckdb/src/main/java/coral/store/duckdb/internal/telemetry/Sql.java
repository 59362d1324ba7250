// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The statements about files, which take no parameters: names and paths here are Coral's own. */
final class Sql {
  private Sql() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Attaches a file, made when missing unless {@code options} say otherwise. */
  static void attach(Connection connection, Path file, String alias, String options)
      throws SQLException {
    execute(connection, "ATTACH " + literal(file.toString()) + " AS " + alias + " " + options);
  }

  static void detach(Connection connection, String alias) throws SQLException {
    execute(connection, "DETACH " + alias);
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
