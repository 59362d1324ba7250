// SPDX-License-Identifier: Apache-2.0
package coral.api.limits;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The control groups of this process, see cgroups(7): all of them lie below one group that belongs
 * to the data directory, so that two agents on one machine do not share a limit. What a process
 * that was killed left behind is killed and removed at the next start. Thread-safe.
 */
@ProviderType
public interface ResourceGroups {

  Info info();

  /**
   * Makes a group, or takes the one of that name over with new limits.
   *
   * @param name path below this process's own group, such as {@code "scripts"} or {@code
   *     "scripts/018f…"}; what is above it was opened before
   * @throws coral.api.error.CoralException UNAVAILABLE where there are none, or the kernel refuses
   */
  ResourceGroup open(String name, ResourceLimits limits);

  /**
   * What the machine offers.
   *
   * @param kind {@code "cgroup v1"} or {@code "cgroup v2"}; empty: none
   * @param reason why there is none, and what would give one, in one sentence; empty otherwise
   * @param missing what of {@code "cpu"}, {@code "memory"} and {@code "pids"} cannot be limited
   *     although there are groups; such a limit is passed over
   */
  record Info(String kind, String reason, List<String> missing) {
    public Info {
      missing = List.copyOf(missing);
    }

    /** With nothing missing. */
    public Info(String kind, String reason) {
      this(kind, reason, List.of());
    }

    public boolean available() {
      return !kind.isEmpty();
    }
  }
}
