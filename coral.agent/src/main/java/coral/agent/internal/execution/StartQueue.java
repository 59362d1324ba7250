// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Executions that wait for a slot, first come first served. Guarded by the lock of {@link
 * Executions}.
 */
final class StartQueue {
  private final Set<Run> waiting = new LinkedHashSet<>();
  private final Set<Run> admitted = new LinkedHashSet<>();

  void add(Run run) {
    waiting.add(run);
  }

  boolean waits(Run run) {
    return waiting.contains(run);
  }

  /** False when it waits no longer. */
  boolean remove(Run run) {
    return waiting.remove(run);
  }

  /** Gives its slot back. */
  void ended(Run run) {
    admitted.remove(run);
  }

  /**
   * Takes out those that may start now, and tells the others why they wait.
   *
   * @param blocked why nothing can start now
   */
  List<Run> admit(ScriptPolicy policy, Optional<String> blocked) {
    List<Run> ready = new ArrayList<>();
    Optional<String> full = blocked;
    for (Iterator<Run> runs = waiting.iterator(); runs.hasNext(); ) {
      Run run = runs.next();
      if (run.memoryLimitMb > policy.memoryLimitMb()) {
        // It would wait for ever: it must not keep those behind it waiting.
        run.recorder.pending(tooLarge(run, policy));
        continue;
      }
      full = full.or(() -> waits(run, policy));
      if (full.isPresent()) {
        run.recorder.pending(full.get());
      } else {
        runs.remove();
        admitted.add(run);
        ready.add(run);
      }
    }
    return ready;
  }

  private Optional<String> waits(Run run, ScriptPolicy policy) {
    if (admitted.size() >= policy.maxConcurrent()) {
      return Optional.of(
          "waits for a slot: %d of %d scripts run (script.max_concurrent)"
              .formatted(admitted.size(), policy.maxConcurrent()));
    }
    int used = admitted.stream().mapToInt(other -> other.memoryLimitMb).sum();
    if (used + run.memoryLimitMb > policy.memoryLimitMb()) {
      return Optional.of(
          "waits for memory: needs %d MB, and running scripts hold %d of %d MB (script.memory_limit_mb)"
              .formatted(run.memoryLimitMb, used, policy.memoryLimitMb()));
    }
    return Optional.empty();
  }

  private static String tooLarge(Run run, ScriptPolicy policy) {
    return "needs %d MB, more than the %d MB of all scripts together (script.memory_limit_mb)"
        .formatted(run.memoryLimitMb, policy.memoryLimitMb());
  }
}
