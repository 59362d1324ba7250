// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has of what it may leak.
 *
 * @param megabytes resident
 */
record ProcessFigures(long megabytes, long threads, long descriptors) {
  static ProcessFigures of(ProcessHandle process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    List<String> status = Files.readAllLines(proc.resolve("status"));
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      return new ProcessFigures(
          number(status, "VmRSS:") / 1024, number(status, "Threads:"), open.count());
    }
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("/proc/…/status has no " + key));
  }
}
