// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
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
      full = full.or(() -> lacks(run, policy).map(what -> "waits for " + what));
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

  /**
   * Gives a slot to one that does not wait.
   *
   * @throws CoralException FAILED_PRECONDITION when there is no room for it now
   */
  void admitNow(Run run, ScriptPolicy policy) {
    Optional<String> full =
        run.memoryLimitMb > policy.memoryLimitMb()
            ? Optional.of("it " + tooLarge(run, policy))
            : lacks(run, policy).map(what -> "it would have to wait for " + what);
    full.ifPresent(
        why -> {
          throw new CoralException(
              ErrorCode.FAILED_PRECONDITION, "the agent has no room for the script now: " + why);
        });
    admitted.add(run);
  }

  /** What it would have to wait for. */
  private Optional<String> lacks(Run run, ScriptPolicy policy) {
    if (admitted.size() >= policy.maxConcurrent()) {
      return Optional.of(
          "a slot: %d of %d scripts run (script.max_concurrent)"
              .formatted(admitted.size(), policy.maxConcurrent()));
    }
    int used = admitted.stream().mapToInt(other -> other.memoryLimitMb).sum();
    if (used + run.memoryLimitMb > policy.memoryLimitMb()) {
      return Optional.of(
          "memory: needs %d MB, and running scripts hold %d of %d MB (script.memory_limit_mb)"
              .formatted(run.memoryLimitMb, used, policy.memoryLimitMb()));
    }
    return Optional.empty();
  }

  private static String tooLarge(Run run, ScriptPolicy policy) {
    return "needs %d MB, more than the %d MB of all scripts together (script.memory_limit_mb)"
        .formatted(run.memoryLimitMb, policy.memoryLimitMb());
  }
}
