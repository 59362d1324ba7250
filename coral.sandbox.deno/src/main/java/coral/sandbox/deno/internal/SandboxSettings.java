// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.SandboxTier;

/**
 * What all scripts of an agent may use together, and how they are isolated at least.
 *
 * @param cpuPercent of one core
 * @param memoryLimitMb of all scripts together
 * @param scriptMemoryMb of a script that sets no limit of its own: waiting processes are made for
 *     it
 * @param maxPids processes and threads of a script
 * @param warmProcesses started before there is a script for them
 * @param minTier on a machine that reaches less no script runs
 */
record SandboxSettings(
    int cpuPercent,
    int memoryLimitMb,
    int scriptMemoryMb,
    int maxPids,
    int warmProcesses,
    SandboxTier minTier) {
  static final int MAX_CPU_PERCENT = 10_000;
  static final int MAX_WARM = 20;

  SandboxSettings {
    check("cpu_percent", cpuPercent, 1, MAX_CPU_PERCENT);
    check("memory_limit_mb", memoryLimitMb, 16, 1 << 20);
    check("script_memory_mb", scriptMemoryMb, 16, 1 << 16);
    check("max_pids", maxPids, 16, 1000);
    check("warm_processes", warmProcesses, 0, MAX_WARM);
  }

  /** These, with so many processes waiting and another least tier. */
  SandboxSettings with(int warm, SandboxTier least) {
    return new SandboxSettings(cpuPercent, memoryLimitMb, scriptMemoryMb, maxPids, warm, least);
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "script.%s is %d; it must be %d to %d".formatted(key, value, least, most));
    }
  }
}
