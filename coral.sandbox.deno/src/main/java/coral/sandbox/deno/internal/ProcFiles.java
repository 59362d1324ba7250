// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What proc(5) tells of a process; empty: it is gone. */
final class ProcFiles {
  private static final long PAGE_BYTES = 4096;

  /** USER_HZ: 100 on every architecture that runs Deno. */
  private static final long TICK_MILLIS = 10;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ProcFiles() {}

  /** Resident set, second field of {@code statm} in pages. */
  static OptionalLong residentBytes(long pid) {
    try {
      String[] fields = read(pid, "statm").split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[1]) * PAGE_BYTES);
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Resident memory that belongs to no file, {@code RssAnon} of {@code status}. */
  static OptionalLong anonymousBytes(long pid) {
    try {
      return read(pid, "status")
          .lines()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** User and system time of all threads, fields 14 and 15 of {@code stat}. */
  static Optional<Duration> cpu(long pid) {
    try {
      String stat = read(pid, "stat");
      // the second field is the name in parentheses, which may hold anything
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
      return Optional.of(Duration.ofMillis(ticks * TICK_MILLIS));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether it has ended and only waits for its parent to take note, first letter of its state. */
  static boolean zombie(long pid) {
    try {
      String stat = read(pid, "stat");
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String read(long pid, String file) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(pid), file));
  }
}
