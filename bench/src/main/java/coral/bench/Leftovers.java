// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What must be gone when a process of Coral has ended; noted while it runs. */
final class Leftovers {
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final ProcessHandle coral;
  private final List<ProcessHandle> children;
  private final List<Path> folders;

  private Leftovers(ProcessHandle coral, List<ProcessHandle> children, List<Path> folders) {
    this.coral = coral;
    this.children = children;
    this.folders = folders;
  }

  static Leftovers watch(CoralUp up) {
    try (Stream<ProcessHandle> below = up.process().descendants()) {
      return new Leftovers(
          up.process(), below.toList(), List.of(up.data().path("run"), up.data().path("tmp")));
    }
  }

  /** Those of the processes that it had when the watch began which are still there. */
  List<String> processes() {
    return Stream.concat(Stream.of(coral), children.stream())
        .filter(ProcessHandle::isAlive)
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  /** They are named for the process. */
  long controlGroups() throws IOException {
    String process = "-%d-".formatted(coral.pid());
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(CONTROL_GROUPS)) {
      Files.walkFileTree(
          CONTROL_GROUPS,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              if (name.startsWith("coral-") && name.contains(process)) {
                found.add(folder);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE; // another's group went meanwhile
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found.size();
  }

  /** Sockets, and files in its temporary directory. */
  long files() {
    return folders.stream().mapToLong(Leftovers::files).sum();
  }

  private static long files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !Files.isDirectory(file)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
