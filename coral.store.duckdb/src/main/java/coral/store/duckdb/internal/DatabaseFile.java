// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens DuckDB files as this bundle wants them: locked down, and with failures that say what to do.
 *
 * <p>A DuckDB file is never opened by Java itself: DuckDB's lock belongs to the process, and
 * closing any other handle on the file drops it.
 */
public final class DatabaseFile {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
  private static final Pattern HOLDER =
      Pattern.compile("Conflicting lock is held in (.+?) \\(PID (\\d+)\\)");
  private static final Pattern OWN_PROCESS =
      Pattern.compile("different configuration|Unique file handle conflict|already attached");

  private DatabaseFile() {}

  /**
   * Opens {@code file}, made when missing. A write-ahead log that cannot be read is set aside with
   * a log line; what the file held at its last checkpoint is kept.
   *
   * @param settings DuckDB's, beside the lock-down that every file gets
   * @throws CoralException FAILED_PRECONDITION in one sentence
   */
  public static DuckDBConnection open(Path file, Map<String, String> settings) {
    try {
      return connect(file, settings);
    } catch (SQLException e) {
      if (!blamesLog(e)) {
        throw explained(file, e);
      }
      setAsideLog(file, e);
    }
    try {
      return connect(file, settings);
    } catch (SQLException e) {
      throw explained(file, e);
    }
  }

  /** Where DuckDB keeps what is not yet in {@code file}. */
  public static Path logOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  /** Whether {@code e} means that the write-ahead log beside a file is damaged. */
  public static boolean blamesLog(SQLException e) {
    return String.valueOf(e.getMessage()).contains("replaying WAL file");
  }

  /** Whether {@code e} leaves the whole instance unusable until it is opened again. */
  public static boolean isFatal(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("has been invalidated")
        || message.startsWith("FATAL")
        || message.contains("No space left")
        || message.contains("Could not write");
  }

  /** Renames the log beside {@code file}, so that the file opens without it. */
  public static void setAsideLog(Path file, SQLException cause) {
    Path log = logOf(file);
    Path aside = log.resolveSibling(log.getFileName() + ".broken-" + System.currentTimeMillis());
    try {
      Files.move(log, aside);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set aside " + log, e);
    }
    LOG.error(
        "{} is damaged and was set aside as {}; what was written after the last checkpoint is lost: {}",
        log,
        aside.getFileName(),
        cause.getMessage());
  }

  private static DuckDBConnection connect(Path file, Map<String, String> settings)
      throws SQLException {
    Properties properties = new Properties();
    properties.putAll(lockDown());
    properties.putAll(settings);
    DuckDBConnection connection =
        new DuckDBDriver()
            .connect("jdbc:duckdb:" + file, properties)
            .unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allow_persistent_secrets = false");
      statement.execute("SET lock_configuration = true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Map<String, String> lockDown() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("enable_external_access", "false");
    settings.put("autoload_known_extensions", "false");
    settings.put("autoinstall_known_extensions", "false");
    settings.put("allow_community_extensions", "false");
    return settings;
  }

  private static CoralException explained(Path file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher holder = HOLDER.matcher(message);
    String sentence;
    if (holder.find()) {
      sentence =
          "cannot open %s: process %s (%s) has it open; end that process or use another data directory"
              .formatted(file, holder.group(2), holder.group(1));
    } else if (message.contains("Could not set lock")) {
      sentence =
          "cannot open %s: another process has it open; end that process or use another data directory"
              .formatted(file);
    } else if (OWN_PROCESS.matcher(message).find()) {
      sentence = "cannot open %s: this process has it open already".formatted(file);
    } else {
      String firstLine = message.lines().findFirst().orElse(message);
      sentence =
          "cannot open %s as a DuckDB database; move the file away or use another data directory: %s"
              .formatted(file, firstLine);
    }
    return new CoralException(ErrorCode.FAILED_PRECONDITION, sentence, e);
  }

  /**
   * Whether {@code e}, which {@link #open} threw, is about the file itself and not about who holds
   * it.
   */
  public static boolean isDamage(CoralException e) {
    String cause = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    return !cause.contains("Could not set lock")
        && !cause.contains("Permission denied")
        && !OWN_PROCESS.matcher(cause).find();
  }
}
