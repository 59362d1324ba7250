// SPDX-License-Identifier: Apache-2.0
package coral.api.limits;

import java.time.Duration;

/**
 * What a group has used, groups below included. With cgroup v1 {@code memoryKills} and {@code
 * pidsRefused} are the exception: the kernel counts them in the very group of the process. What the
 * machine does not count is 0.
 *
 * @param cpu processor time of all its threads
 * @param throttled how long it was held back by its CPU limit
 * @param memoryBytes charged to it now
 * @param peakMemoryBytes most that was ever charged to it
 * @param memoryKills processes that the kernel killed for the memory limit
 * @param pidsRefused processes and threads refused by the limit
 */
public record ResourceUsage(
    Duration cpu,
    Duration throttled,
    long memoryBytes,
    long peakMemoryBytes,
    long memoryKills,
    long pidsRefused) {}
