// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mounted hierarchy of control groups, a line of {@code /proc/self/mountinfo}, see
 * proc_pid_mountinfo(5).
 *
 * @param root the group that is seen at the mount point; in a container it may not be {@code /}
 * @param options of version 1: the controllers
 */
record Mount(String root, Path point, boolean unified, Set<String> options) {
  Mount {
    options = Set.copyOf(options);
  }

  static List<Mount> parse(String mountinfo) {
    return mountinfo.lines().map(Mount::line).flatMap(Optional::stream).toList();
  }

  private static Optional<Mount> line(String line) {
    // a variable number of optional fields ends with a dash
    int dash = line.indexOf(" - ");
    if (dash < 0) {
      return Optional.empty();
    }
    String[] before = line.substring(0, dash).split(" ");
    String[] after = line.substring(dash + 3).split(" ");
    boolean unified = after[0].equals("cgroup2");
    if (before.length < 5 || after.length < 3 || !(unified || after[0].equals("cgroup"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Mount(
            unescape(before[3]),
            Path.of(unescape(before[4])),
            unified,
            new HashSet<>(List.of(after[2].split(",")))));
  }

  /** Where a group is seen, if it is. */
  Optional<Path> directory(String group) {
    if (group.startsWith("/..") || root.startsWith("/..")) {
      return Optional.empty();
    }
    if (root.equals("/")) {
      return Optional.of(point.resolve(group.substring(1)).normalize());
    }
    if (group.equals(root)) {
      return Optional.of(point);
    }
    return group.startsWith(root + "/")
        ? Optional.of(point.resolve(group.substring(root.length() + 1)))
        : Optional.empty();
  }

  /** Space, tab, line feed and backslash are written in octal. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
