// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import coral.api.execution.LimitHit;
import java.time.Duration;
import java.util.List;

/**
 * How a process ended.
 *
 * @param exitCode the process's; 128 + signal when a signal ended it
 * @param reason one sentence for the operator; empty after EXITED
 * @param droppedLines log lines cut by the policy
 * @param limitHits limits that it ran into, the one that it was killed for among them
 * @param usage what it used
 */
public record SandboxExit(
    int exitCode,
    Cause cause,
    String reason,
    long droppedLines,
    List<LimitHit> limitHits,
    Usage usage) {
  public SandboxExit {
    limitHits = List.copyOf(limitHits);
  }

  /**
   * What a process used from its start to its end; zero where the machine does not tell.
   *
   * @param peakMemoryBytes resident
   */
  public record Usage(Duration cpu, long peakMemoryBytes) {
    public static final Usage UNKNOWN = new Usage(Duration.ZERO, 0);
  }

  /** Who ended it. */
  public enum Cause {
    /** The script itself, with whatever code. */
    EXITED,
    /** {@link SandboxProcess#kill}. */
    KILLED,
    TIMEOUT,
    /** Its memory limit. */
    MEMORY,
    /** Another limit that is kept by killing, such as that of file sizes; the reason names it. */
    LIMIT,
    /** It could not be started, or the bootstrap gave up before the script began. */
    NOT_STARTED
  }
}
