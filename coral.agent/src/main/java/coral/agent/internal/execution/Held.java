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

  /** Reports the ends of executions that were being stopped when an earlier process died. */
  void reportEnds(Starts starts) {
    for (HeldState state : files.loadEnding()) {
      state
          .last()
          .ifPresent(
              execution -> {
                var _ = starts.lost(execution);
                files.deleteEnding(execution.id());
              });
    }
  }

  /** The script is given up; the end of what it runs must not be forgotten. */
  void giveUp(Assignment assignment) {
    assignment.released = true;
    if (assignment.run != null) {
      files.saveEnding(assignment.state(), assignment.run.id());
    }
  }

  /** In the place of another one of its script, if there is one. */
  void put(Assignment assignment) {
    assignments.put(assignment.script.id(), assignment);
  }

  void save(Assignment assignment) {
    files.save(assignment.state());
  }

  void remove(UUID scriptId) {
    assignments.remove(scriptId);
    files.delete(scriptId);
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
