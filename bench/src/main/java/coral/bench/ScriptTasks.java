// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of an agent's scripts, from outside: what the kernel counts for each thread of
 * each process below Coral's but its query worker. Threads and processes that ended count with what
 * they had when they were last looked at. Not thread-safe.
 */
final class ScriptTasks {
  private static final Path PROC = Path.of("/proc");

  private final ProcessHandle coral;
  private final Map<Path, Long> nanos = new HashMap<>();

  ScriptTasks(ProcessHandle coral) {
    this.coral = coral;
  }

  /** Since the first of them started. */
  Duration used() {
    for (ProcessHandle script : scripts()) {
      Path tasks = PROC.resolve(Long.toString(script.pid())).resolve("task");
      try (DirectoryStream<Path> each = Files.newDirectoryStream(tasks)) {
        for (Path task : each) {
          String[] times = Files.readString(task.resolve("schedstat")).split(" ", 2);
          nanos.put(task, Long.parseLong(times[0]));
        }
      } catch (IOException e) {
        // it ended meanwhile
      }
    }
    return Duration.ofNanos(nanos.values().stream().mapToLong(Long::longValue).sum());
  }

  private List<ProcessHandle> scripts() {
    try (Stream<ProcessHandle> below = coral.descendants()) {
      return below.filter(process -> !isJava(process)).toList();
    }
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }
}
