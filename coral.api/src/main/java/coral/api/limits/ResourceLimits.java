// SPDX-License-Identifier: Apache-2.0
package coral.api.limits;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a group and of all below it; empty: none of its own.
 *
 * @param cpuMillicores thousandths of one core: 100 is a tenth of one core, 2000 two cores
 * @param memoryBytes resident, swap included; exceeding it kills within the group
 * @param pids processes and threads
 */
public record ResourceLimits(
    OptionalInt cpuMillicores, OptionalLong memoryBytes, OptionalInt pids) {
  public static final ResourceLimits NONE =
      new ResourceLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

  /** With whole percents of one core, as settings have them. */
  public ResourceLimits withCpuPercent(int percent) {
    return withCpuMillicores(Math.multiplyExact(percent, 10));
  }

  public ResourceLimits withCpuMillicores(int millicores) {
    return new ResourceLimits(OptionalInt.of(millicores), memoryBytes, pids);
  }

  public ResourceLimits withMemoryBytes(long bytes) {
    return new ResourceLimits(cpuMillicores, OptionalLong.of(bytes), pids);
  }

  public ResourceLimits withPids(int most) {
    return new ResourceLimits(cpuMillicores, memoryBytes, OptionalInt.of(most));
  }
}
