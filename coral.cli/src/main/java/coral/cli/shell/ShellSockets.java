// SPDX-License-Identifier: Apache-2.0

package coral.cli.shell;

import static java.util.stream.Collectors.joining;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.process.RunningProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the shells of this user's processes listen. */
final class ShellSockets {
  private final RunningProcesses processes;

  ShellSockets(RunningProcesses processes) {
    this.processes = processes;
  }

  /**
   * The socket of the process with that data directory; null: of the only one that runs.
   *
   * @throws CliException that says what runs, when that does not lead to one socket
   */
  Path find(@Nullable Path data) {
    Path chosen = data == null ? onlyRunning() : data;
    return socketOf(chosen)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.UNAVAILABLE,
                    "no Coral process with a shell runs in data directory \"%s\"%s"
                        .formatted(chosen, others(chosen))));
  }

  private Path onlyRunning() {
    List<Path> running = processes.dataDirectories();
    if (running.isEmpty()) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "no Coral process of yours runs on this machine: start one with \"coral up\"");
    }
    if (running.size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "%d Coral processes run here: choose one of --data %s"
              .formatted(
                  running.size(), running.stream().map(Path::toString).collect(joining(", "))));
    }
    return running.getFirst();
  }

  private String others(Path chosen) {
    List<Path> others =
        processes.dataDirectories().stream()
            .filter(other -> !other.equals(chosen.toAbsolutePath()))
            .toList();
    return others.isEmpty()
        ? ": start one with \"coral up --data " + chosen + "\""
        : "; processes run in " + others.stream().map(Path::toString).collect(joining(", "));
  }

  /** What the process tells in {@code coral.json}; while it still starts, the usual place. */
  private static Optional<Path> socketOf(Path data) {
    try {
      JsonNode root = JsonMapper.shared().readTree(Files.readString(data.resolve("coral.json")));
      if (root.hasNonNull("shell")) {
        return Optional.of(Path.of(root.get("shell").asString()));
      }
    } catch (IOException | JacksonException e) {
      // not there yet, or being replaced
    }
    return Optional.of(data.resolve("run").resolve("shell.sock")).filter(Files::exists);
  }
}
