// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the numbers of a group. What this kernel does not count is 0. */
final class Counters {
  private final KernelFiles files;

  Counters(KernelFiles files) {
    this.files = files;
  }

  /** The number that is all of the file. */
  long only(Path file) {
    return number(text(file).strip());
  }

  /** The number behind a key, in a file with a key and a number on each line. */
  long keyed(Path file, String key) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> number(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  String text(Path file) {
    try {
      return files.read(file);
    } catch (IOException e) {
      return ""; // no such controller here, or the group was removed meanwhile
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
