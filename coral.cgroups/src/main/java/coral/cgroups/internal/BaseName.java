// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Names the group that all others lie below. It is the same for all versions of this bundle in a
 * process, which take each other's groups over, and another one for the next process.
 *
 * @param directory what the groups of all processes with this data directory begin with
 */
record BaseName(String directory, String process) {
  static BaseName of(Path dataDirectory) {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    return of(dataDirectory, self.pid() + "-" + start);
  }

  static BaseName of(Path dataDirectory, String process) {
    byte[] path = dataDirectory.toAbsolutePath().normalize().toString().getBytes(UTF_8);
    return new BaseName(
        "coral-%s-".formatted(HexFormat.of().formatHex(sha256(path), 0, 6)), process);
  }

  String group() {
    return directory + process;
  }

  /** Whether it is of an earlier process, which is gone: the data directory has a lock. */
  boolean isStale(String group) {
    return group.startsWith(directory) && !group.equals(group());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
