// SPDX-License-Identifier: Apache-2.0

package coral.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.process.RunningProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellSocketsTest {
  @TempDir Path directory;
  private Path data;
  private RunningProcesses processes;

  @BeforeEach
  void create() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    processes = new RunningProcesses(directory.resolve("running"));
  }

  @Test
  void findsTheSocketThatTheProcessTells() throws IOException {
    Files.writeString(data.resolve("coral.json"), "{\"shell\": \"/elsewhere/shell.sock\"}");
    assertThat(new ShellSockets(processes).find(data)).isEqualTo(Path.of("/elsewhere/shell.sock"));
  }

  @Test
  void findsTheSocketOfProcessThatStillStarts() throws IOException {
    Files.createDirectory(data.resolve("run"));
    Path socket = Files.createFile(data.resolve("run/shell.sock"));
    assertThat(new ShellSockets(processes).find(data)).isEqualTo(socket);
  }

  @Test
  void findsTheOnlyProcess() throws Exception {
    Files.writeString(data.resolve("coral.json"), "{\"shell\": \"/s\"}");
    try (AutoCloseable _ = processes.announce(data)) {
      assertThat(new ShellSockets(processes).find(null)).isEqualTo(Path.of("/s"));
    }
  }

  @Test
  void saysThatNothingRuns() {
    assertThatThrownBy(() -> new ShellSockets(processes).find(null))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
        .hasMessage("no Coral process of yours runs on this machine: start one with \"coral up\"");
  }

  @Test
  void namesWhatRunsElsewhere() throws Exception {
    Path other = directory.resolve("other");
    try (AutoCloseable _ = processes.announce(other)) {
      assertThatThrownBy(() -> new ShellSockets(processes).find(data))
          .hasMessage(
              "no Coral process with a shell runs in data directory \"%s\"; processes run in %s"
                  .formatted(data, other));
    }
  }

  @Test
  void asksToChooseAmongSeveral() throws Exception {
    Path other = directory.resolve("other");
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try (AutoCloseable _ = processes.announce(data)) {
      Files.createSymbolicLink(
          directory.resolve("running").resolve(Long.toString(sleeper.pid())), other);
      assertThatThrownBy(() -> new ShellSockets(processes).find(null))
          .isInstanceOfSatisfying(
              CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageStartingWith("2 Coral processes run here: choose one of --data ")
          .hasMessageContainingAll(data.toString(), other.toString());
    } finally {
      sleeper.destroyForcibly();
    }
  }
}
