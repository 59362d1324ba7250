// SPDX-License-Identifier: Apache-2.0

package coral.cli.demo;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process of the demo, its output in a file. */
final class Child implements AutoCloseable {
  private static final long POLL_MS = 100;
  private static final long STOP_SECONDS = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static Child start(String name, ProcessBuilder builder, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      builder
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      return new Child(name, builder.start(), log);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE, "cannot start %s: %s".formatted(name, e.getMessage()));
    }
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  /**
   * Polls until there is an answer; a process that ends before, or takes too long, ends the demo.
   */
  <T> T await(String what, Duration limit, Supplier<Optional<T>> answer)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    while (Instant.now().isBefore(deadline)) {
      Optional<T> found = answer.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        throw new CliException(
            ExitCode.FAILED,
            "%s ended with %d before %s: %s".formatted(name, process.exitValue(), what, tail()));
      }
    }
    throw new CliException(
        ExitCode.TIMEOUT,
        "%s: no %s within %d s; its output is in %s".formatted(name, what, limit.toSeconds(), log));
  }

  /** The last line of its output. */
  private String tail() {
    try {
      return Files.readAllLines(log).reversed().stream()
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse("no output");
    } catch (IOException e) {
      return "see " + log;
    }
  }

  /** SIGTERM, and SIGKILL to it and its children when that does not help. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
