// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.SandboxPolicy;
import java.time.Duration;

/**
 * What one script may use beside memory and time.
 *
 * @param maxPids processes and threads
 * @param maxOutputBytesPerSecond of both streams together
 */
public record ScriptLimits(
    int maxPids,
    int maxLineBytes,
    int maxLinesPerSecond,
    int maxOutputBytesPerSecond,
    int maxEventsPerSecond) {
  public static final ScriptLimits DEFAULT = new ScriptLimits(48, 16 << 10, 500, 1 << 20, 100);

  public ScriptLimits {
    check("max_pids", maxPids, 16, 1_000);
    check("max_line_bytes", maxLineBytes, 80, 1 << 20);
    check("max_lines_per_second", maxLinesPerSecond, 1, 100_000);
    check("max_output_bytes_per_second", maxOutputBytesPerSecond, 1 << 10, 1 << 30);
    check("max_events_per_second", maxEventsPerSecond, 1, 10_000);
  }

  SandboxPolicy policy(int memoryLimitMb, Duration timeout, Duration heartbeat) {
    return new SandboxPolicy(
        memoryLimitMb,
        timeout,
        heartbeat,
        maxLineBytes,
        maxLinesPerSecond,
        maxOutputBytesPerSecond,
        maxPids);
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "script.%s is %d; it must be %d to %d".formatted(key, value, least, most));
    }
  }
}
