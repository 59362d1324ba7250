// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The control group of all scripts of an agent, whose count includes processes that have ended.
 *
 * @param file where version 1 counts nanoseconds
 */
record ScriptGroup(Path file) {
  private static final Pattern MEMBERSHIP =
      Pattern.compile("\\d+:(?<controllers>[^:]*\\bcpuacct\\b[^:]*):(?<all>.*/scripts)/\\d+");

  /** Found by a script that runs; empty: the machine has no such groups. */
  static Optional<ScriptGroup> of(ProcessHandle coral) {
    try (Stream<ProcessHandle> below = coral.descendants()) {
      return below.map(ScriptGroup::above).flatMap(Optional::stream).findFirst();
    }
  }

  private static Optional<ScriptGroup> above(ProcessHandle script) {
    List<String> groups;
    try {
      groups = Files.readAllLines(Path.of("/proc", Long.toString(script.pid()), "cgroup"));
    } catch (IOException e) {
      return Optional.empty(); // it ended meanwhile
    }
    return groups.stream()
        .map(MEMBERSHIP::matcher)
        .filter(Matcher::matches)
        .map(
            group ->
                Path.of(
                    "/sys/fs/cgroup",
                    group.group("controllers"),
                    group.group("all"),
                    "cpuacct.usage"))
        .filter(Files::isReadable)
        .map(ScriptGroup::new)
        .findFirst();
  }

  Duration used() throws IOException {
    return Duration.ofNanos(Long.parseLong(Files.readString(file).strip()));
  }
}
