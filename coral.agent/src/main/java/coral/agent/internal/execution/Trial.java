// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.wire.TrialOutcome;
import coral.api.execution.ExecutionStatus;
import coral.api.query.QueryRecording;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One execution of a script that the agent does not hold. It is stopped at the end of its time: a
 * script that still runs then has done well, unless it is a daemon whose event loop does not run.
 * Thread-safe.
 */
public final class Trial {
  /** Most time that one may have. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  /** A daemon is killed after one heartbeat more, which a short trial would not see. */
  static final Duration BLOCKED = Run.HEARTBEAT.multipliedBy(Run.MISSES - 1L);

  private final Run run;
  private final Duration time;
  private final TrialCapture capture;
  private final Optional<QueryRecording> queries;
  private final Runnable cancelTimer;
  private final CompletableFuture<TrialOutcome> outcome = new CompletableFuture<>();

  // Guarded by this.
  private boolean stopped;
  private boolean timeOver;
  private String blocked = "";

  /** Not started yet; recording has begun, and its time. */
  Trial(Run run, Duration time, TrialCapture capture, ExecutionParts parts) {
    this.run = run;
    this.time = time;
    this.capture = capture;
    queries = parts.queries().record(run.id(), TrialQueries.MOST);
    cancelTimer = parts.timer().after(time, this::timeOver);
  }

  /**
   * What it came to, once its process is gone. Never completes exceptionally; what depends on it
   * must not block.
   */
  public CompletableFuture<TrialOutcome> outcome() {
    return outcome;
  }

  /** Ends it before its time; the first reason stays. */
  public void stop(String reason) {
    synchronized (this) {
      stopped = true;
    }
    run.stop(reason);
  }

  private void timeOver() {
    Optional<Duration> silence = run.silence();
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      timeOver = silence.isPresent();
      silence
          .filter(silent -> run.daemon() && silent.compareTo(BLOCKED) >= 0)
          .ifPresent(silent -> blocked = blocked(silent));
    }
    run.stop(
        (silence.isPresent() ? "was still running after " : "had not started after ")
            + seconds(time));
  }

  private String blocked(Duration silent) {
    return "its event loop was blocked for %s when its %s were over; daemons are killed for that"
        .formatted(seconds(silent), seconds(time));
  }

  /** It did not start. */
  void abandon() {
    cancelTimer.run();
    queries.ifPresent(QueryRecording::close);
  }

  /** Once its process is gone. */
  void ended(Recorder.End end) {
    abandon();
    Recorder.End judged = judge(end);
    run.recorder.end(judged);
    TrialQueries asked = queries.map(TrialQueries::of).orElse(TrialQueries.NONE);
    outcome.complete(
        new TrialOutcome(
            run.execution(),
            stillRunning(judged),
            capture.entries(),
            capture.cutLines(),
            capture.cutEvents(),
            asked.kept(),
            asked.cut()));
  }

  private synchronized Recorder.End judge(Recorder.End end) {
    return stillRunning(end) && !blocked.isEmpty() ? end.failed(blocked) : end;
  }

  private synchronized boolean stillRunning(Recorder.End end) {
    return timeOver && end.status() == ExecutionStatus.STOPPED;
  }

  /** {@code 10 s}, {@code 2.5 s}. */
  static String seconds(Duration time) {
    return time.toMillisPart() == 0
        ? time.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
  }
}
