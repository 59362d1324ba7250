// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** {@code coral.json}: where this process listens, for command lines and tests. Not thread-safe. */
final class DiscoveryFile {
  private final Path path;
  private Map<String, String> written = Map.of();

  DiscoveryFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Replaces the file atomically when the addresses have changed. */
  void write(Map<String, String> addresses) throws IOException {
    if (addresses.equals(written)) {
      return;
    }
    String members =
        addresses.entrySet().stream()
            .map(entry -> "\"%s\": \"%s\", ".formatted(entry.getKey(), entry.getValue()))
            .collect(joining());
    String json = "{%s\"pid\": %d}\n".formatted(members, ProcessHandle.current().pid());
    Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
    Files.writeString(fresh, json);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    written = Map.copyOf(addresses);
  }

  /** Deletes what was written; a file that another process wrote stays. */
  void delete() {
    if (written.isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // stale, but its pid says so
    }
  }
}
