// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control groups of scripts: one for all of them, one in it for each, and beside it one in
 * which processes are got ready, which run nothing but our code and must not use up what scripts
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
  private volatile Optional<ResourceGroup> all = Optional.empty();
  private volatile Optional<ResourceGroup> waiting = Optional.empty();

  ScriptGroups(Supplier<ResourceGroups> groups) {
    this.groups = groups;
  }

  boolean available() {
    return groups.get().info().available();
  }

  /** Opens both with the limits of now; again whenever settings or control groups change. */
  void open(SandboxSettings settings) {
    all =
        open(
            SCRIPTS,
            ResourceLimits.NONE
                .withCpuPercent(settings.cpuPercent())
                .withMemoryBytes((long) settings.memoryLimitMb() << 20));
    waiting = open(WAITING, WAITING_LIMITS);
  }

  /** That of all scripts. */
  Optional<ResourceGroup> all() {
    return all;
  }

  Optional<ResourceGroup> waiting() {
    return waiting;
  }

  /** A group for one process, named by its id; {@link #open} was called before. */
  Optional<ResourceGroup> of(long pid, ResourceLimits limits) {
    return open(SCRIPTS + "/" + pid, limits);
  }

  /** Removes both, once nothing is left to run in them. */
  void close() {
    waiting.ifPresent(ResourceGroup::close);
    all.ifPresent(ResourceGroup::close);
  }

  private Optional<ResourceGroup> open(String name, ResourceLimits limits) {
    ResourceGroups now = groups.get();
    return now.info().available() ? Optional.of(now.open(name, limits)) : Optional.empty();
  }
}
