// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the worker's own that is planned once: planning takes longer than running it.
 * DuckDB closes a statement that has failed, so it is prepared anew then. Used by one thread.
 */
final class Prepared {
  private final Connection connection;
  private final String sql;
  private @Nullable PreparedStatement statement;

  Prepared(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  PreparedStatement get() throws SQLException {
    PreparedStatement present = statement;
    if (present == null || present.isClosed()) {
      present = connection.prepareStatement(sql);
      statement = present;
    }
    return present;
  }

  void execute() throws SQLException {
    boolean done = false;
    try {
      get().execute();
      done = true;
    } finally {
      if (!done) {
        drop();
      }
    }
  }

  void drop() {
    statement = null;
  }
}
