// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.StartBody;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * An instance in memory that holds nothing but views, and is locked down before anyone speaks to
 * it. It never spills: there is no place it may write to.
 */
final class Database implements AutoCloseable {
  /**
   * Where segments are, in words that need no permission on the directories above, which are the
   * agent's own: DuckDB makes absolute paths of relative ones.
   */
  static final String SEGMENTS = "/proc/self/cwd";

  /** Deeper expressions overflow the stack of the parser's native code. */
  private static final int MAX_EXPRESSION_DEPTH = 250;

  /** The rest of the share is for what DuckDB does not count: strings, lists, results. */
  private static final int COUNTED_PERCENT = 60;

  private final DuckDBConnection root;

  private Database(DuckDBConnection root) {
    this.root = root;
  }

  static Database open(StartBody start) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", start.memoryLimitMb() * COUNTED_PERCENT / 100 + "MiB");
    settings.setProperty("threads", "1"); // the caller's: what it costs is the statement's
    settings.setProperty("temp_directory", "");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("allow_extension_repositories", "forbidden");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    return new Database(connection.unwrap(DuckDBConnection.class));
  }

  /** From now on no setting can be changed and no file reached but segments. */
  void lockDown() throws SQLException {
    try (Statement statement = root.createStatement()) {
      for (String setting : settings()) {
        statement.execute(setting);
      }
    }
  }

  /** In this order: allowed_directories before external access ends, the lock last. */
  private static List<String> settings() {
    return List.of(
        "SET GLOBAL TimeZone = 'UTC'",
        "SET GLOBAL max_expression_depth = " + MAX_EXPRESSION_DEPTH,
        "SET GLOBAL allow_persistent_secrets = false",
        "SET GLOBAL allowed_directories = [" + Sql.literal(SEGMENTS) + "]",
        "SET GLOBAL enable_external_access = false",
        "SET GLOBAL lock_configuration = true");
  }

  /** Another connection to the same instance. */
  DuckDBConnection connect() throws SQLException {
    return root.duplicate().unwrap(DuckDBConnection.class);
  }

  /**
   * One for the parser, before the lock-down: there is nothing to optimise in calling one function.
   */
  DuckDBConnection connectParser() throws SQLException {
    DuckDBConnection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA disable_optimizer");
    }
    return connection;
  }

  String version() throws SQLException {
    try (Statement statement = root.createStatement();
        ResultSet result = statement.executeQuery("SELECT version()")) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
