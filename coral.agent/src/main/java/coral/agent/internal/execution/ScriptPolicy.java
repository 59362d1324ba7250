// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import java.time.Duration;

/**
 * What scripts may use on this agent.
 *
 * @param maxConcurrent executions at a time
 * @param memoryLimitMb of all scripts together
 * @param scriptMemoryMb of a script that sets no limit of its own
 * @param limits of each script
 * @param timeout most that an ad hoc execution may ask for
 */
public record ScriptPolicy(
    boolean enabled,
    int maxConcurrent,
    int memoryLimitMb,
    int scriptMemoryMb,
    Duration timeout,
    ScriptLimits limits) {

  /** With the limits that there are by default. */
  public ScriptPolicy(
      boolean enabled, int maxConcurrent, int memoryLimitMb, int scriptMemoryMb, Duration timeout) {
    this(enabled, maxConcurrent, memoryLimitMb, scriptMemoryMb, timeout, ScriptLimits.DEFAULT);
  }

  public ScriptPolicy {
    check("max_concurrent", maxConcurrent, 1, 1000);
    check("memory_limit_mb", memoryLimitMb, 16, 1 << 20);
    check("script_memory_mb", scriptMemoryMb, 16, 1 << 16);
    check("timeout_seconds", timeout.toSeconds(), 1, 86_400);
  }

  private static void check(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "script.%s is %d; it must be %d to %d".formatted(key, value, least, most));
    }
  }

  int memoryLimitMb(ScriptSettings settings) {
    return settings.memoryLimitMb() == 0 ? scriptMemoryMb : settings.memoryLimitMb();
  }

  /**
   * The whole time limit of one firing: 24 hours at most for a daemon, {@link #timeout} otherwise.
   */
  Duration timeLimit(ScriptSettings settings) {
    Duration wanted = settings.timeout().orElse(settings.mode().defaultTimeout());
    if (settings.mode() == ScriptMode.DAEMON) {
      return wanted;
    }
    return wanted.compareTo(timeout) < 0 ? wanted : timeout;
  }
}
