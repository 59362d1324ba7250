// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceLimits;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sdk.SdkSessions;
import java.util.Optional;

/**
 * A process that has connected, has taken everything from itself and waits for a script; used once.
 *
 * @param report the layers it put on
 * @param leaf the one that runs Deno; what bwrap adds to it uses nothing
 * @param memoryLimitMb what its heap and its group are limited for
 * @param maxPids what its group is limited to
 * @param chargedBytes memory that it holds already and that stays charged where it waited
 * @param expected lets it be silent meanwhile
 */
record WaitingProcess(
    Process process,
    ConfinementReport report,
    long leaf,
    int memoryLimitMb,
    int maxPids,
    long chargedBytes,
    Optional<ResourceGroup> group,
    Optional<SdkSessions> sessions,
    Optional<SdkSessions.Expected> expected)
    implements AutoCloseable {

  /** Its group's limits for a script; what was charged elsewhere counts against them. */
  static ResourceLimits limits(int memoryLimitMb, int maxPids, long chargedBytes) {
    long bytes = Math.max(1L << 20, ((long) memoryLimitMb << 20) - chargedBytes);
    return ResourceLimits.NONE.withMemoryBytes(bytes).withPids(maxPids);
  }

  /** Limits it to what its script may use, where that is not what it was made for. */
  void limitTo(SandboxPolicy policy) {
    if (policy.memoryLimitMb() != memoryLimitMb || policy.maxPids() != maxPids) {
      group.ifPresent(
          its -> its.limit(limits(policy.memoryLimitMb(), policy.maxPids(), chargedBytes)));
    }
  }

  /** For one that is not used. */
  @Override
  public void close() {
    ProcessTree.awaitEnd(ProcessTree.of(process).kill());
    expected.ifPresent(SdkSessions.Expected::close);
    group.ifPresent(ResourceGroup::close);
  }
}
