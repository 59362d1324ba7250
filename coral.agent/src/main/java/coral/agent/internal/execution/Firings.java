// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a script runs: as its trigger fires, as its settings say when that is too early, and again
 * when it is a daemon that failed. Guarded by the lock of {@link Executions}.
 */
final class Firings implements Running.Next {
  private static final Logger log = LoggerFactory.getLogger(Firings.class);

  static final String REPLACED = "replaced by a newer firing";

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

  void fired(Assignment assignment, String cause) {
    assignment.lastFired = parts.clock().instant();
    if (!mayRun(assignment)) {
      return;
    }
    if (!assignment.busy()) {
      start(assignment, cause);
    } else if (!assignment.firesOnce()) {
      overlap(assignment, cause);
      parts.files().save(assignment.state());
    }
  }

  private void start(Assignment assignment, String cause) {
    assignment.queued = null;
    assignment.cause = cause;
    if (!assignment.firesOnce()) {
      assignment.expiresAt = null;
      assignment.failures = 0;
    }
    launch(assignment);
  }

  /** A firing while the run before it is under way, which includes that it waits for a retry. */
  private void overlap(Assignment assignment, String cause) {
    switch (assignment.script.settings().overlap()) {
      case SKIP -> assignment.leftOut++;
      case QUEUE_ONE -> queue(assignment, cause);
      case REPLACE -> replace(assignment, cause);
    }
  }

  private void replace(Assignment assignment, String cause) {
    if (running.waits(assignment)) {
      // It runs anyway, as late as a new one would.
      assignment.leftOut++;
    } else if (assignment.run == null) {
      assignment.cancelRetry();
      start(assignment, cause);
    } else {
      queue(assignment, cause);
      running.stop(assignment, REPLACED);
    }
  }

  private static void queue(Assignment assignment, String cause) {
    if (assignment.queued != null) {
      assignment.leftOut++;
    }
    assignment.queued = cause;
  }

  /** Runs the firing that waits, if there is one and nothing is in its way. */
  void runQueued(Assignment assignment) {
    String cause = assignment.queued;
    if (cause != null && mayRun(assignment) && !assignment.busy()) {
      start(assignment, cause);
    }
  }

  /** Ends all firings of the script, and its execution. */
  void stop(Assignment assignment, String reason) {
    assignment.closeHandler();
    assignment.cancelRetry();
    running.stop(assignment, reason);
  }

  /**
   * As {@link #stop}, for as long as scripts do not run. The firing of a run that has not begun to
   * start is kept until then; a script that is fired once is fired anew.
   */
  void suspend(Assignment assignment, String reason) {
    if (running.waits(assignment) && !assignment.firesOnce() && assignment.queued == null) {
      assignment.queued = assignment.cause;
    }
    stop(assignment, reason);
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
    if (left.compareTo(limit) > 0) { // the clock was set back meanwhile
      left = limit;
    }
    if (!left.isPositive()) {
      assignment.finished = assignment.firesOnce();
      runQueued(assignment);
      parts.files().save(assignment.state());
      return;
    }
    Duration timeout = assignment.daemon() ? left : limit;
    Run run = starts.run(assignment, timeout, running.policy());
    if (!assignment.firesOnce()) {
      log.info(
          "script {} is run as execution {}: {}",
          assignment.script.name(),
          run.id(),
          assignment.cause);
    }
    running.add(assignment, run);
  }

  @Override
  public Recorder.End judge(Assignment assignment, Recorder.End end) {
    if (end.breach()) {
      assignment.breaches++;
    }
    RestartPolicy.Verdict verdict = parts.restarts().judge(assignment, end);
    assignment.finished = verdict.finished();
    if (assignment.finished) {
      assignment.queued = null;
    }
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
    if (assignment.firesOnce()
        && assignment.handler != null
        && end.status() == ExecutionStatus.STOPPED) {
      // Stopped by a configuration that was taken back before the process was gone.
      fired(assignment, assignment.cause);
    }
    runQueued(assignment);
  }
}
