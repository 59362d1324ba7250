// SPDX-License-Identifier: Apache-2.0
package coral.api.limits;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Processes that share limits. Groups survive the update of the bundle that made them, as their
 * processes do. Thread-safe.
 */
@ProviderType
public interface ResourceGroup extends AutoCloseable {

  /** Other limits, in force at once. */
  void limit(ResourceLimits limits);

  /**
   * Moves a process in, with all its threads and without its children. Memory that was charged
   * before stays where it was charged. A process that is gone is no error.
   */
  void add(long pid);

  /** Since the group was made. */
  ResourceUsage usage();

  /** Process ids, of groups below too. */
  List<Long> processes();

  /**
   * SIGKILL to all that is in it and below, again until nothing is left or two seconds are over.
   */
  void kill();

  /** Kills what is left and removes the group with all below it. */
  @Override
  void close();
}
