// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory, deleted with all that is in it. */
record DataFolder(Path root) implements AutoCloseable {
  static DataFolder create() throws IOException {
    DataFolder folder = new DataFolder(Files.createTempDirectory("coral-bench"));
    Interruption.watch(folder);
    return folder;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() throws IOException {
    Interruption.forget(this);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
