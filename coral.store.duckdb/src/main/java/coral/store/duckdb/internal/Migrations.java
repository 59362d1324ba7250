// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a database to the newest schema: one SQL resource a version, numbered from 1 by its place,
 * each applied in a transaction of its own together with its row in {@code schema_version}.
 */
public final class Migrations {
  private final Class<?> anchor;
  private final List<String> resources;

  /**
   * Reads nothing yet.
   *
   * @param anchor the class that the resources lie beside
   * @param resources oldest first; released ones never change
   */
  public Migrations(Class<?> anchor, List<String> resources) {
    this.anchor = anchor;
    this.resources = List.copyOf(resources);
  }

  /**
   * Applies what the database does not have yet.
   *
   * @param file for messages
   * @throws CoralException FAILED_PRECONDITION when the database is newer than this code
   */
  public void apply(Connection connection, Path file) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS schema_version ("
              + "version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)");
      int present = version(statement);
      if (present > resources.size()) {
        throw new CoralException(
            ErrorCode.FAILED_PRECONDITION,
            "%s was written by a newer Coral (schema %d, this one knows up to %d); start that version or use another data directory"
                .formatted(file, present, resources.size()));
      }
      for (int next = present + 1; next <= resources.size(); next++) {
        migrate(connection, statement, next);
      }
    } catch (SQLException e) {
      throw new CoralException(
          ErrorCode.INTERNAL, "cannot bring the schema of %s up to date".formatted(file), e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT coalesce(max(version), 0) FROM schema_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void migrate(Connection connection, Statement statement, int version)
      throws SQLException {
    String resource = resources.get(version - 1);
    statement.execute("BEGIN TRANSACTION");
    try {
      statement.execute(read(resource));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO schema_version VALUES (?, ?, now() AT TIME ZONE 'UTC')")) {
        insert.setInt(1, version);
        insert.setString(2, resource);
        insert.execute();
      }
      statement.execute("COMMIT");
    } catch (SQLException e) {
      statement.execute("ROLLBACK");
      throw e;
    }
  }

  private String read(String resource) {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource + " beside " + anchor);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
