// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * When a script runs: as its trigger fires, and again when it is a daemon that failed. Guarded by
 * the lock of {@link Executions}.
 */
final class Firings implements Running.Next {
  private final ExecutionParts parts;
  private final Starts starts;
  private final Executor locked;
  private final Running running;

  /**
   * @param locked runs a task at once, under the lock
   */
  Firings(ExecutionParts parts, ScriptPolicy policy, Starts starts, Executor locked) {
    this.parts = parts;
    this.starts = starts;
    this.locked = locked;
    this.running = new Running(parts, policy, this, locked);
  }

  Running running() {
    return running;
  }

  void fired(Assignment assignment) {
    assignment.lastFired = parts.clock().instant();
    if (mayRun(assignment) && !assignment.busy()) {
      if (!assignment.firesOnce()) {
        assignment.expiresAt = null;
        assignment.failures = 0;
      }
      launch(assignment);
    }
  }

  private boolean mayRun(Assignment assignment) {
    return running.open() && !assignment.finished && !assignment.released;
  }

  private void launch(Assignment assignment) {
    Instant now = parts.clock().instant();
    Duration limit = running.policy().timeLimit(assignment.script.settings());
    if (assignment.expiresAt == null) {
      assignment.expiresAt = now.plus(limit);
    }
    Duration left = Duration.between(now, assignment.expiresAt);
    if (!left.isPositive()) {
      assignment.finished = assignment.firesOnce();
      parts.files().save(assignment.state());
      return;
    }
    Duration timeout = assignment.daemon() ? left : limit;
    running.add(starts.run(assignment, timeout, running.policy()));
  }

  @Override
  public Recorder.End judge(Assignment assignment, Recorder.End end) {
    if (end.breach()) {
      assignment.breaches++;
    }
    RestartPolicy.Verdict verdict = parts.restarts().judge(assignment, end);
    assignment.finished = verdict.finished();
    verdict.retry().ifPresent(delay -> retry(assignment, delay));
    return verdict.end();
  }

  private void retry(Assignment assignment, Duration delay) {
    assignment.failures++;
    assignment.retry = parts.timer().after(delay, () -> locked.execute(() -> retryDue(assignment)));
  }

  private void retryDue(Assignment assignment) {
    assignment.retry = null;
    if (mayRun(assignment) && !assignment.busy()) {
      launch(assignment);
    }
  }

  @Override
  public void ended(Assignment assignment, Recorder.End end) {
    if (end.status() == ExecutionStatus.STOPPED && assignment.handler != null) {
      // Stopped by a configuration that was taken back before the process was gone.
      fired(assignment);
    }
  }
}
