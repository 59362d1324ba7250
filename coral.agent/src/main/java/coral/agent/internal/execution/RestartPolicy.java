// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a daemon that failed is started again.
 *
 * @param delays one for each retry
 */
public record RestartPolicy(List<Duration> delays) {
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25)));

  /** A script that was killed so often for breaking limits is not started again. */
  static final int BREACHES = 3;

  private static final String QUARANTINED =
      "; quarantined: killed %d times for breaking limits, deploy it again to lift that"
          .formatted(BREACHES);

  public RestartPolicy {
    delays = List.copyOf(delays);
  }

  /**
   * What comes after an execution.
   *
   * @param end with what is going to happen added to its reason
   * @param finished the script is not started again under its deployment
   * @param retry when it is started again because it failed
   */
  record Verdict(Recorder.End end, boolean finished, Optional<Duration> retry) {}

  Verdict judge(Assignment assignment, Recorder.End end) {
    boolean once = assignment.firesOnce();
    if (end.breach() && assignment.breaches >= BREACHES) {
      return new Verdict(end.inQuarantine(QUARANTINED), true, Optional.empty());
    }
    if (end.status() == ExecutionStatus.STOPPED) {
      return new Verdict(end, once && !assignment.daemon(), Optional.empty());
    }
    boolean again = assignment.daemon() && !assignment.replaced();
    if (end.status() != ExecutionStatus.FAILED || end.timedOut() || !again) {
      return new Verdict(end, once, Optional.empty());
    }
    int retries = assignment.failures;
    if (retries >= delays.size()) {
      String given = "; given up after %d retries".formatted(retries);
      return new Verdict(end.because(given), once, Optional.empty());
    }
    Duration delay = delays.get(retries);
    String when = "; tried again in %d s".formatted(delay.toSeconds());
    return new Verdict(end.because(when), false, Optional.of(delay));
  }
}
