// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.sql.SQLException;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** Rows of {@code egress_cursors}. */
final class Cursors {
  private Cursors() {}

  static Optional<Long> find(DuckDBConnection connection, String consumer) throws SQLException {
    return new Arguments(connection)
        .add(consumer)
        .first("SELECT number FROM egress_cursors WHERE consumer = ?", row -> row.getLong(1));
  }

  static void add(DuckDBConnection connection, String consumer, long number) throws SQLException {
    new Arguments(connection)
        .add(consumer)
        .add(number)
        .update("INSERT INTO egress_cursors VALUES (?, ?)");
  }

  static void move(DuckDBConnection connection, String consumer, long number) throws SQLException {
    new Arguments(connection)
        .add(number)
        .add(consumer)
        .update("UPDATE egress_cursors SET number = ? WHERE consumer = ?");
  }
}
