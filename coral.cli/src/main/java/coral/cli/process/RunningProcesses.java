// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Coral processes of this user on this machine: a symbolic link per process, named by its pid,
 * to its data directory, so that command lines find a colony without being told where it is.
 */
public final class RunningProcesses {
  private final Path directory;

  public RunningProcesses(Path directory) {
    this.directory = directory;
  }

  /** Below {@code $XDG_STATE_HOME}, or {@code ~/.local/state}. */
  public static RunningProcesses ofThisUser() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return new RunningProcesses(base.resolve("coral").resolve("running"));
  }

  /** Announces this process; closing withdraws it. */
  public AutoCloseable announce(Path data) throws IOException {
    Files.createDirectories(directory);
    Path link = directory.resolve(Long.toString(ProcessHandle.current().pid()));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, data.toAbsolutePath());
    return () -> Files.deleteIfExists(link);
  }

  /** Data directories of live processes, newest first. Links of dead processes are removed. */
  public List<Path> dataDirectories() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> links = Files.list(directory)) {
      return links
          .sorted(
              (a, b) ->
                  started(b).orElse(Long.MIN_VALUE).compareTo(started(a).orElse(Long.MIN_VALUE)))
          .flatMap(link -> live(link).stream())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Path> live(Path link) {
    try {
      if (started(link).isPresent()) {
        return Optional.of(Files.readSymbolicLink(link));
      }
      Files.deleteIfExists(link);
    } catch (IOException e) {
      // somebody else's or already removed
    }
    return Optional.empty();
  }

  private static Optional<Long> started(Path link) {
    try {
      return ProcessHandle.of(Long.parseLong(link.getFileName().toString()))
          .flatMap(process -> process.info().startInstant())
          .map(instant -> instant.toEpochMilli());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
