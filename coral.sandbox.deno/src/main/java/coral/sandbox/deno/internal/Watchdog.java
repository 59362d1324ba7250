// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends processes that run too long and, where no control group does it, those that hold too much
 * memory.
 */
final class Watchdog implements AutoCloseable {
  private static final long PERIOD_MS = 100;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-sandbox-watchdog").daemon().factory());

  void watch(DenoProcess process) {
    SandboxPolicy policy = process.policy();
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
            () -> checkMemory(process), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    process
        .exit()
        .whenComplete(
            (exit, failure) -> {
              timeout.cancel(false);
              memory.cancel(false);
            });
  }

  private static void checkMemory(DenoProcess process) {
    process
        .meter()
        .filter(meter -> meter.group().isEmpty())
        .ifPresent(meter -> checkMemory(process, meter.residentBytes()));
  }

  private static void checkMemory(DenoProcess process, long bytes) {
    int limitMb = process.policy().memoryLimitMb();
    if (bytes > (long) limitMb << 20) {
      process.end(
          Cause.MEMORY,
          "the script held %d MB of memory, over its limit of %d MB"
              .formatted(bytes >> 20, limitMb));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
