// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

/**
 * How a process ended.
 *
 * @param exitCode the process's; 128 + signal when a signal ended it
 * @param reason one sentence for the operator; empty after EXITED
 * @param droppedLines log lines cut by the policy
 */
public record SandboxExit(int exitCode, Cause cause, String reason, long droppedLines) {
  /** Who ended it. */
  public enum Cause {
    /** The script itself, with whatever code. */
    EXITED,
    /** {@link SandboxProcess#kill}. */
    KILLED,
    TIMEOUT,
    MEMORY,
    /** It could not be started, or the bootstrap gave up before the script began. */
    NOT_STARTED
  }
}
