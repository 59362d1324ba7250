// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.sandbox.Sandbox;
import coral.api.sdk.SdkSessions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The executions under way, and what they run with. What cannot start yet is pending, and says why.
 * Guarded by the lock of {@link Executions}, which is never held while a process starts.
 */
final class Running {
  /** Decides what comes after an execution. */
  interface Next {
    /** Before its end is reported; the answer is what is reported. */
    Recorder.End judge(Assignment assignment, Recorder.End end);

    /** Once it is over and its script still held. */
    void ended(Assignment assignment, Recorder.End end);
  }

  private final ExecutionParts parts;
  private final Next next;
  private final Executor locked;
  private final Means means = new Means();
  private final StartQueue queue = new StartQueue();
  private final Map<UUID, Entry> runs = new ConcurrentHashMap<>();

  private ScriptPolicy policy;
  private boolean closed;

  /**
   * An execution under way.
   *
   * @param ended told how it ended, under the lock; reports that end
   */
  private record Entry(Run run, Consumer<Recorder.End> ended) {}

  /**
   * @param locked runs a task at once, under the lock
   */
  Running(ExecutionParts parts, ScriptPolicy policy, Next next, Executor locked) {
    this.parts = parts;
    this.policy = policy;
    this.next = next;
    this.locked = locked;
  }

  /** Whether scripts run at all. */
  boolean open() {
    return !closed && policy.enabled();
  }

  void add(Assignment assignment, Run run) {
    assignment.run = run;
    runs.put(run.id(), new Entry(run, end -> ended(assignment, run, end)));
    queue.add(run);
    parts.files().save(assignment.state());
    pump();
  }

  /**
   * Starts an execution of a script that is not held: now, or not at all.
   *
   * @param ended told how it ended, under the lock; reports that end
   * @throws CoralException FAILED_PRECONDITION or UNAVAILABLE when it cannot start now
   */
  void tryOut(Run run, Consumer<Recorder.End> ended) {
    Means.Present present = means.require(policy, closed);
    queue.admitNow(run, policy);
    runs.put(run.id(), new Entry(run, ended));
    parts.background().execute(() -> start(run, present));
  }

  /** Whether the script has an execution that has not begun to start. */
  boolean waits(Assignment assignment) {
    Run run = assignment.run;
    return run != null && queue.waits(run);
  }

  /** Stops the script's execution, if there is one; its end comes when its process is gone. */
  void stop(Assignment assignment, String reason) {
    Run run = assignment.run;
    if (run == null) {
      return;
    }
    if (queue.remove(run)) {
      over(run, Run.stopped(reason));
    } else {
      run.stop(reason);
    }
  }

  /** Starts what may start. */
  void pump() {
    if (closed) {
      return;
    }
    Optional<Means.Present> present = means.present();
    for (Run run : queue.admit(policy, means.blocked(policy))) {
      present.ifPresent(with -> parts.background().execute(() -> start(run, with)));
    }
  }

  private void start(Run run, Means.Present with) {
    run.start(with.sandbox(), with.sessions(), end -> locked.execute(() -> over(run, end)));
  }

  private void over(Run run, Recorder.End end) {
    queue.ended(run);
    Entry entry = runs.remove(run.id());
    if (entry != null) {
      entry.ended().accept(end);
    }
    pump();
  }

  private void ended(Assignment assignment, Run run, Recorder.End end) {
    run.recorder.end(assignment.released ? end : next.judge(assignment, end));
    assignment.last(run.execution());
    assignment.run = null;
    if (assignment.released) {
      parts.files().deleteEnding(run.id());
    } else {
      next.ended(assignment, end);
      parts.files().save(assignment.state());
    }
  }

  ScriptPolicy policy() {
    return policy;
  }

  /** What it allows starts with the next {@link #pump}. */
  void policy(ScriptPolicy next) {
    policy = next;
  }

  void sandbox(@Nullable Sandbox next) {
    means.sandbox(next);
    pump();
  }

  void sessions(@Nullable SdkSessions next) {
    means.sessions(next);
    runs.values().forEach(entry -> entry.run().audible(next != null));
    pump();
  }

  /** Whether everything is there that a script needs. */
  boolean equipped() {
    return means.present().isPresent();
  }

  Sandbox.Info sandboxInfo() {
    return means.info();
  }

  /** Why no script runs here, whatever comes or goes. */
  Optional<String> refusal() {
    return means.refusal(policy);
  }

  /** Thread-safe without the lock. */
  Optional<Run> find(UUID executionId) {
    return Optional.ofNullable(runs.get(executionId)).map(Entry::run);
  }

  /** Lets nothing start any more. */
  void close() {
    closed = true;
  }

  boolean idle() {
    return runs.isEmpty();
  }
}
