// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends processes that run too long or hold too much memory, where no cgroup does it. */
final class Watchdog implements AutoCloseable {
  private static final long PERIOD_MS = 100;
  private static final long PAGE_BYTES = 4096;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-sandbox-watchdog").daemon().factory());

  void watch(DenoProcess process, SandboxPolicy policy) {
    Future<?> timeout =
        timer.schedule(
            () ->
                process.end(
                    Cause.TIMEOUT,
                    "the script ran longer than its time limit of %s s"
                        .formatted(policy.timeout().toMillis() / 1000.0)),
            policy.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    Future<?> memory =
        timer.scheduleAtFixedRate(
            () -> checkMemory(process, policy), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    process
        .exit()
        .whenComplete(
            (exit, failure) -> {
              timeout.cancel(false);
              memory.cancel(false);
            });
  }

  private static void checkMemory(DenoProcess process, SandboxPolicy policy) {
    long limit = policy.memoryLimitMb() * 1024L * 1024L;
    OptionalLong resident = residentBytes(process.pid());
    if (resident.isPresent() && resident.getAsLong() > limit) {
      process.end(
          Cause.MEMORY,
          "the script held %d MB of memory, over its limit of %d MB"
              .formatted(resident.getAsLong() >> 20, policy.memoryLimitMb()));
    }
  }

  /**
   * Resident set by {@code /proc/PID/statm}, second field in pages, see proc_pid_statm(5); empty:
   * it is gone.
   */
  static OptionalLong residentBytes(long pid) {
    try {
      String[] fields =
          Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[1]) * PAGE_BYTES);
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
