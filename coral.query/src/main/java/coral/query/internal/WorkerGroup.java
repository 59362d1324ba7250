// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group of the worker, one after the other. Its memory is limited from the start, its
 * processor time only once it serves, so that a worker is quickly replaced. Without control groups
 * it does nothing. Thread-safe.
 */
final class WorkerGroup implements AutoCloseable {
  static final String NAME = "query";

  private static final Logger log = LoggerFactory.getLogger(WorkerGroup.class);

  private final QuerySettings settings;

  // Guarded by this.
  private @Nullable ResourceGroups groups;
  private @Nullable ResourceGroup group;
  private long pid;
  private boolean serving;
  private long killsBefore;

  WorkerGroup(QuerySettings settings) {
    this.settings = settings;
  }

  /** A worker that runs already joins. */
  synchronized void bind(ResourceGroups offered) {
    groups = offered;
    join();
  }

  /** The worker stays in its group. */
  synchronized void unbind(ResourceGroups withdrawn) {
    if (withdrawn.equals(groups)) {
      groups = null;
      group = null;
    }
  }

  synchronized void starts(long worker) {
    pid = worker;
    serving = false;
    join();
  }

  /**
   * From now on it may use its share of a processor only.
   *
   * @return what the group limits, in words
   */
  synchronized String serves() {
    serving = true;
    ResourceGroup joined = group;
    ResourceGroups offered = groups;
    if (joined == null || offered == null) {
      return "no cgroup";
    }
    try {
      joined.limit(limits());
    } catch (CoralException e) {
      leave(e);
      return "no cgroup";
    }
    ResourceGroups.Info info = offered.info();
    return info.missing().isEmpty()
        ? info.kind()
        : info.kind() + " without " + String.join(" and ", info.missing());
  }

  /** Why the kernel killed the worker, if it did so for its memory. */
  synchronized Optional<String> memoryKill() {
    ResourceGroup joined = group;
    return joined != null && joined.usage().memoryKills() > killsBefore
        ? Optional.of(
            "the kernel killed it for using more than its %,d MB of memory"
                .formatted(settings.groupMemoryMb()))
        : Optional.empty();
  }

  /** When the worker has ended. */
  @Override
  public synchronized void close() {
    if (group != null) {
      group.close();
      group = null;
    }
    groups = null;
  }

  private void join() {
    ResourceGroups offered = groups;
    if (offered == null || pid == 0 || !offered.info().available()) {
      return;
    }
    try {
      ResourceGroup opened = offered.open(NAME, limits());
      opened.add(pid);
      killsBefore = opened.usage().memoryKills();
      group = opened;
    } catch (CoralException e) {
      leave(e);
    }
  }

  private void leave(CoralException why) {
    log.warn("The query worker runs without a control group: {}", why.sentence());
    group = null;
  }

  private ResourceLimits limits() {
    ResourceLimits memory =
        ResourceLimits.NONE.withMemoryBytes((long) settings.groupMemoryMb() << 20);
    return serving ? memory.withCpuPercent(settings.cpuPercent()) : memory;
  }
}
