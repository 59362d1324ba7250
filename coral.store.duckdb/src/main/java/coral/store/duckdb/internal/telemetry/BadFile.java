// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.store.duckdb.internal.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that DuckDB cannot read are renamed, not deleted: somebody may want to look at them. */
final class BadFile {
  private static final Logger LOG = LoggerFactory.getLogger(BadFile.class);

  private BadFile() {}

  /** Renames a database and its log, if it has one. */
  static void setAside(Path file, Exception cause) {
    Path aside = file.resolveSibling(file.getFileName() + ".bad");
    LOG.error("{} cannot be read and is set aside as {}: {}", file, aside, cause.getMessage());
    move(file, aside);
    move(DatabaseFile.logOf(file), file.resolveSibling(file.getFileName() + ".wal.bad"));
  }

  private static void move(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.move(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      LOG.error("cannot rename {}", from, e);
    }
  }
}
