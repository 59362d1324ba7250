// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The group of a process in one hierarchy, a line of {@code /proc/self/cgroup}.
 *
 * @param controllers of version 1; none: the unified hierarchy of version 2
 */
record Membership(Set<String> controllers, String group) {
  Membership {
    controllers = Set.copyOf(controllers);
  }

  static List<Membership> parse(String cgroup) {
    return cgroup.lines().map(Membership::line).flatMap(Optional::stream).toList();
  }

  private static Optional<Membership> line(String line) {
    String[] fields = line.split(":", 3);
    if (fields.length < 3 || !fields[2].startsWith("/")) {
      return Optional.empty();
    }
    Set<String> controllers = fields[1].isEmpty() ? Set.of() : Set.of(fields[1].split(","));
    return Optional.of(new Membership(controllers, fields[2]));
  }

  boolean unified() {
    return controllers.isEmpty();
  }
}
