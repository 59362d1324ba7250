// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxPolicy;
import java.time.Duration;
import java.util.Optional;

/** What a running script uses, by its control group or else by proc(5). Thread-safe. */
final class Meter {
  private final WaitingProcess process;
  private Duration cpuSeen = Duration.ZERO;
  private long peakSeen;

  Meter(WaitingProcess process) {
    this.process = process;
  }

  Optional<ResourceGroup> group() {
    return process.group();
  }

  /** What its group is limited to by the policy. */
  ResourceLimits limits(SandboxPolicy policy) {
    return WaitingProcess.limits(policy.memoryLimitMb(), policy.maxPids(), process.chargedBytes());
  }

  /** The process that runs the script. */
  long pid() {
    return process.leaf();
  }

  /** Since it was given the script, or since its start where there is no group. */
  synchronized Duration cpu() {
    Optional<Duration> now =
        process.group().isPresent()
            ? Optional.of(process.group().get().usage().cpu())
            : ProcFiles.cpu(process.leaf());
    cpuSeen = now.orElse(cpuSeen);
    return cpuSeen;
  }

  /** Resident now; the last that was seen once it is gone. */
  synchronized long residentBytes() {
    long bytes = ProcFiles.residentBytes(process.leaf()).orElse(0);
    peakSeen = Math.max(peakSeen, bytes);
    return bytes;
  }

  /** Read it before the group is closed. */
  synchronized End end() {
    if (process.group().isEmpty()) {
      return new End(new SandboxExit.Usage(cpuSeen, peakSeen), false, 0);
    }
    ResourceUsage usage = process.group().get().usage();
    return new End(
        new SandboxExit.Usage(usage.cpu(), usage.peakMemoryBytes() + process.chargedBytes()),
        usage.memoryKills() > 0,
        usage.pidsRefused());
  }

  /**
   * The last reading.
   *
   * @param outOfMemory whether the kernel killed it for its memory limit
   */
  record End(SandboxExit.Usage usage, boolean outOfMemory, long pidsRefused) {
    static final End UNKNOWN = new End(SandboxExit.Usage.UNKNOWN, false, 0);
  }
}
