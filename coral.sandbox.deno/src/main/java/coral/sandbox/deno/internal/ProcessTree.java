// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process and what descends from it: bwrap, its first process inside, and Deno, or Deno alone.
 */
record ProcessTree(ProcessHandle root) {

  static ProcessTree of(Process process) {
    return new ProcessTree(process.toHandle());
  }

  /** The root first; children are not reported in any order. */
  List<Long> pids() {
    return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
  }

  /** The one that runs the script: it has no children. */
  long leaf() {
    ProcessHandle at = root;
    for (Optional<ProcessHandle> child = first(at); child.isPresent(); child = first(at)) {
      at = child.get();
    }
    return at.pid();
  }

  /** SIGKILL to all. */
  void kill() {
    List<ProcessHandle> below = root.descendants().toList();
    root.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private static Optional<ProcessHandle> first(ProcessHandle process) {
    return process.children().findFirst();
  }
}
