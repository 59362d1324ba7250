// SPDX-License-Identifier: Apache-2.0
package coral.api.limits;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a group and of all below it; empty: none of its own.
 *
 * @param cpuPercent of one core: 10 is a tenth of one core, 200 two cores
 * @param memoryBytes resident, swap included; exceeding it kills within the group
 * @param pids processes and threads
 */
public record ResourceLimits(OptionalInt cpuPercent, OptionalLong memoryBytes, OptionalInt pids) {
  public static final ResourceLimits NONE =
      new ResourceLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

  public ResourceLimits withCpuPercent(int percent) {
    return new ResourceLimits(OptionalInt.of(percent), memoryBytes, pids);
  }

  public ResourceLimits withMemoryBytes(long bytes) {
    return new ResourceLimits(cpuPercent, OptionalLong.of(bytes), pids);
  }

  public ResourceLimits withPids(int most) {
    return new ResourceLimits(cpuPercent, memoryBytes, OptionalInt.of(most));
  }
}
