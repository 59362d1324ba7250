// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import java.time.Duration;

/**
 * What a process may use. The sandbox enforces all of it.
 *
 * @param memoryLimitMb resident memory of the whole process
 * @param timeout wall-clock time from start to SIGKILL
 * @param heartbeat how often the event loop must show that it lives; three misses kill
 * @param maxLineBytes a longer line is cut there
 * @param maxLinesPerSecond averaged over a second; more are dropped and counted
 * @param maxOutputBytesPerSecond of both streams; lines beyond are dropped and counted
 * @param maxPids processes and threads
 */
public record SandboxPolicy(
    int memoryLimitMb,
    Duration timeout,
    Duration heartbeat,
    int maxLineBytes,
    int maxLinesPerSecond,
    int maxOutputBytesPerSecond,
    int maxPids) {}
