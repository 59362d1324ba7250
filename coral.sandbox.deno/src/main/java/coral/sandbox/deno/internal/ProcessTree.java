// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process and what descends from it: bwrap, its first process inside, and Deno, or Deno alone.
 */
record ProcessTree(ProcessHandle root) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(2);

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

  /** SIGKILL to all; these are they. */
  List<ProcessHandle> kill() {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    return all;
  }

  /**
   * Waits a little for processes that were killed: what bwrap adds ends after it, and what is not
   * our child is reaped by whoever is the first process here, if it ever does that.
   */
  static void awaitEnd(List<ProcessHandle> killed) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    while (killed.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < deadline) {
      interrupted |= Thread.interrupted(); // else parking returns at once
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !ProcFiles.zombie(process.pid());
  }

  private static Optional<ProcessHandle> first(ProcessHandle process) {
    return process.children().findFirst();
  }
}
