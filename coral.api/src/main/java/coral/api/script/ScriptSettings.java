// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a version of a script runs; part of its content address.
 *
 * @param timeout empty: the default of the mode
 * @param memoryLimitMb 0: the agent's default
 * @param capabilities declared capabilities, sorted and distinct
 * @param overlap what becomes of a firing while the run before it is not yet over
 */
public record ScriptSettings(
    ScriptMode mode,
    Optional<Duration> timeout,
    int memoryLimitMb,
    List<String> capabilities,
    Overlap overlap) {

  public static final ScriptSettings DAEMON =
      new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 0, List.of());
  public static final ScriptSettings AD_HOC =
      new ScriptSettings(ScriptMode.AD_HOC, Optional.empty(), 0, List.of());

  public ScriptSettings {
    capabilities = capabilities.stream().distinct().sorted().toList();
    if (memoryLimitMb != 0 && (memoryLimitMb < 16 || memoryLimitMb > 65_536)) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "memory limit "
              + memoryLimitMb
              + " MB is out of range: 16 to 65536, or 0 for the agent's default");
    }
    Duration most = ScriptMode.DAEMON.defaultTimeout();
    if (timeout.isPresent() && (!timeout.get().isPositive() || timeout.get().compareTo(most) > 0)) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "timeout " + timeout.get() + " is out of range: more than 0, at most 24 hours");
    }
  }

  /** With firings left out that come too early. */
  public ScriptSettings(
      ScriptMode mode, Optional<Duration> timeout, int memoryLimitMb, List<String> capabilities) {
    this(mode, timeout, memoryLimitMb, capabilities, Overlap.SKIP);
  }
}
