// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control groups of scripts: one for all of them, one in it for each, and beside it one for
 * processes that wait for a script, which run nothing but our code and must not use up what scripts
 * may. Without control groups, all of it is nothing.
 */
final class ScriptGroups {
  private static final String SCRIPTS = "scripts";
  private static final String WAITING = "waiting";

  /** Of one core, for getting processes ready. */
  private static final int WAITING_CPU_PERCENT = 50;

  private static final ResourceLimits WAITING_LIMITS =
      ResourceLimits.NONE.withCpuPercent(WAITING_CPU_PERCENT);

  private final Supplier<ResourceGroups> groups;

  ScriptGroups(Supplier<ResourceGroups> groups) {
    this.groups = groups;
  }

  boolean available() {
    return groups.get().info().available();
  }

  /** The group of all scripts, with the limits of now. */
  Optional<ResourceGroup> all(SandboxSettings settings) {
    return open(
        SCRIPTS,
        ResourceLimits.NONE
            .withCpuPercent(settings.cpuPercent())
            .withMemoryBytes((long) settings.memoryLimitMb() << 20));
  }

  Optional<ResourceGroup> waiting() {
    return open(WAITING, WAITING_LIMITS);
  }

  /** A group for one process, named by its id; {@link #all} was opened before. */
  Optional<ResourceGroup> of(long pid, ResourceLimits limits) {
    return open(SCRIPTS + "/" + pid, limits);
  }

  /** Removes both, once nothing is left to run in them. */
  void close(SandboxSettings settings) {
    waiting().ifPresent(ResourceGroup::close);
    all(settings).ifPresent(ResourceGroup::close);
  }

  private Optional<ResourceGroup> open(String name, ResourceLimits limits) {
    ResourceGroups now = groups.get();
    return now.info().available() ? Optional.of(now.open(name, limits)) : Optional.empty();
  }
}
