// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes room below this process's own group. A group of version 2 that gives controllers to groups
 * below may have no process itself, so this one moves to a leaf, with the processes it started.
 */
final class Delegation {
  private static final String LEAF = "coral-process";

  private final Path own;
  private final KernelFiles files;

  Delegation(Path own, KernelFiles files) {
    this.own = own;
    this.files = files;
  }

  /** The group that was delegated: an earlier version of this bundle has moved the process. */
  static Path above(Path group) {
    Path parent = group.getParent();
    return parent != null && group.endsWith(LEAF) ? parent : group;
  }

  void take(VersionTwo two) throws IOException {
    try {
      two.openBelow("");
    } catch (IOException refused) {
      moveDown();
      two.openBelow("");
    }
  }

  private void moveDown() throws IOException {
    Path leaf = own.resolve(LEAF);
    files.make(leaf);
    for (long pid : files.family()) {
      try {
        files.write(leaf.resolve("cgroup.procs"), Long.toString(pid));
      } catch (IOException e) {
        if (files.alive(pid)) {
          throw e;
        }
      }
    }
  }
}
