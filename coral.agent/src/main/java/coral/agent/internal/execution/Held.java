// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.wire.HeldState;
import coral.api.execution.Execution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The scripts that the agent holds, in memory and on the disk. Guarded by the lock of {@link
 * Executions}.
 */
final class Held {
  private final AssignmentFiles files;
  private final Map<UUID, Assignment> assignments = new LinkedHashMap<>();

  Held(AssignmentFiles files) {
    this.files = files;
  }

  /** Holds again what an earlier process held; it starts once its trigger type is there. */
  void resume(Starts starts, Histories histories) {
    for (HeldState state : files.load()) {
      Assignment assignment = new Assignment(state);
      assignments.put(state.script().id(), assignment);
      Optional<Execution> last = state.last();
      if (last.isPresent() && !last.get().status().terminal()) {
        assignment.last(starts.lost(last.get()));
        assignment.finished |= assignment.firesOnce() && !assignment.daemon();
        files.save(assignment.state());
      }
      assignment.execution().ifPresent(histories::restore);
    }
  }

  /** What it takes the place of. */
  Optional<Assignment> put(Assignment assignment) {
    return Optional.ofNullable(assignments.put(assignment.script.id(), assignment));
  }

  void save(Assignment assignment) {
    files.save(assignment.state());
  }

  Optional<Assignment> remove(UUID scriptId) {
    Optional<Assignment> removed = Optional.ofNullable(assignments.remove(scriptId));
    removed.ifPresent(assignment -> files.delete(scriptId));
    return removed;
  }

  Optional<Assignment> find(UUID scriptId) {
    return Optional.ofNullable(assignments.get(scriptId));
  }

  /** As they are now: it does not change while they come and go. */
  List<Assignment> all() {
    return List.copyOf(assignments.values());
  }

  /** Those whose trigger is of that type. */
  List<Assignment> triggeredBy(String type) {
    return assignments.values().stream()
        .filter(assignment -> assignment.script.trigger().type().equals(type))
        .toList();
  }
}
