// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The trials under way. Guarded by the lock of {@link Executions}. */
final class Trials {
  /** Between the two that end a trial: its time, and the script's own limit. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ExecutionParts parts;
  private final Starts starts;
  private final Running running;
  private final Set<Trial> underWay = new HashSet<>();

  Trials(ExecutionParts parts, Starts starts, Running running) {
    this.parts = parts;
    this.starts = starts;
    this.running = running;
  }

  Trial start(Script script, Duration time) {
    if (!time.isPositive() || time.compareTo(Trial.LONGEST) > 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the trial's time is %s; it must be more than 0 s and at most %s"
              .formatted(Trial.seconds(time), Trial.seconds(Trial.LONGEST)));
    }
    ScriptPolicy policy = running.policy();
    // Its own limit counts as it does in earnest.
    Duration limit = policy.timeLimit(script.settings());
    boolean shorter = limit.compareTo(time) <= 0;
    TrialCapture capture = new TrialCapture(parts.identity().id());
    Run run = starts.trial(script, shorter ? limit : time.plus(GRACE), policy, capture);
    Trial trial = new Trial(run, shorter ? limit.plus(GRACE) : time, capture, parts);
    underWay.add(trial);
    try {
      running.tryOut(run, end -> ended(trial, end));
    } catch (CoralException e) {
      underWay.remove(trial);
      trial.abandon();
      throw e;
    }
    return trial;
  }

  private void ended(Trial trial, Recorder.End end) {
    underWay.remove(trial);
    trial.ended(end);
  }

  void stop(String reason) {
    List.copyOf(underWay).forEach(trial -> trial.stop(reason));
  }
}
