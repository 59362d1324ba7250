// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;

import coral.api.telemetry.SegmentManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a worker that has become nobody read segments: the files are readable and their directory
 * searchable to others. Nobody else gets there, since the data directory above is the agent's
 * alone. Permissions only: opening a database file here would drop DuckDB's lock on it.
 */
final class SegmentAccess {
  private static final Logger log = LoggerFactory.getLogger(SegmentAccess.class);

  private final boolean needed;

  /**
   * @param needed whether workers become nobody
   */
  SegmentAccess(boolean needed) {
    this.needed = needed;
  }

  void open(SegmentManifest manifest) {
    if (!needed) {
      return;
    }
    add(manifest.directory(), OTHERS_EXECUTE);
    for (SegmentManifest.Segment segment : manifest.segments()) {
      add(segment.file(), OTHERS_READ);
    }
  }

  private static void add(Path path, PosixFilePermission permission) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.add(permission)) {
        Files.setPosixFilePermissions(path, permissions);
      }
    } catch (IOException e) {
      // The worker says which file it cannot read; here it may only have been deleted already.
      log.debug("Cannot make {} readable to the query worker", path, e);
    }
  }
}
