// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time of a process and of its children that are alive.
 *
 * @param own of the process itself
 * @param children of all below it
 */
record CpuTime(Duration own, Duration children) {
  static CpuTime of(ProcessHandle process) {
    try (Stream<ProcessHandle> children = process.descendants()) {
      return new CpuTime(
          used(process), children.map(CpuTime::used).reduce(Duration.ZERO, Duration::plus));
    }
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Cores that were busy with {@code used} over {@code elapsed}. */
  static double cores(Duration used, Duration elapsed) {
    return (double) used.toNanos() / elapsed.toNanos();
  }
}
