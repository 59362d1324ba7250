// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A process and what descends from it: bwrap, its first process inside, and Deno, or Deno alone.
 */
record ProcessTree(ProcessHandle root) {
  private static final long PATIENCE_SECONDS = 2;

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

  /** Waits a little for processes that were killed: what bwrap adds ends after it. */
  static void awaitEnd(List<ProcessHandle> killed) {
    CompletableFuture<?>[] ends =
        killed.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).completeOnTimeout(null, PATIENCE_SECONDS, SECONDS).join();
  }

  private static Optional<ProcessHandle> first(ProcessHandle process) {
    return process.children().findFirst();
  }
}
