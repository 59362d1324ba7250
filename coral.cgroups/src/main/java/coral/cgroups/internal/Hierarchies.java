// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What differs between the two versions of control groups. Thread-safe. */
sealed interface Hierarchies permits VersionOne, VersionTwo {
  /** What can be limited. */
  List<String> LIMITED = List.of("cpu", "memory", "pids");

  String kind();

  /** What of {@link #LIMITED} is not to be had here. */
  List<String> missing();

  /** This process's own group in each hierarchy; all paths of groups are below these. */
  List<Path> own();

  /** Lets groups below a group have limits. */
  void openBelow(String group) throws IOException;

  void limit(String group, ResourceLimits limits);

  ResourceUsage usage(String group);

  /** The group's directory in each hierarchy. */
  default List<Path> directories(String group) {
    return own().stream().map(own -> own.resolve(group)).toList();
  }
}
