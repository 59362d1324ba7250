// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps scripts within their processor quota where no control group does: each has a token bucket
 * that fills with its share of the quota; who has emptied it is stopped by SIGSTOP until there is
 * something in it again. As exact as the kernel's 10 ms ticks.
 */
final class CpuThrottle implements AutoCloseable {
  private static final long PERIOD_MILLIS = 50;
  private static final double BURST_SECONDS = 0.02;

  private static final class Bucket {
    Duration seen = Duration.ZERO;
    double seconds = BURST_SECONDS;
    boolean stopped;
  }

  private final Supplier<SandboxSettings> settings;
  private final Supplier<Collection<DenoProcess>> running;
  private final Map<DenoProcess, Bucket> buckets = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-sandbox-throttle").daemon().factory());
  private long lastLook = System.nanoTime();
  private long lastCount = lastLook;

  CpuThrottle(Supplier<SandboxSettings> settings, Supplier<Collection<DenoProcess>> running) {
    this.settings = settings;
    this.running = running;
    timer.scheduleAtFixedRate(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Collection<DenoProcess> now = running.get();
    buckets.keySet().retainAll(now);
    long at = System.nanoTime();
    double elapsed = (at - lastLook) / 1e9;
    lastLook = at;
    boolean count = at - lastCount >= 1_000_000_000L;
    if (count) {
      lastCount = at;
    }
    for (DenoProcess process : now) {
      process
          .meter()
          .filter(meter -> meter.group().isEmpty())
          .ifPresent(meter -> look(process, meter, elapsed / now.size(), count));
    }
  }

  private void look(DenoProcess process, Meter meter, double share, boolean count) {
    Bucket bucket = buckets.computeIfAbsent(process, fresh -> new Bucket());
    int quota = settings.get().cpuPercent();
    Duration cpu = meter.cpu();
    bucket.seconds =
        Math.min(
            BURST_SECONDS,
            bucket.seconds + share * quota / 100 - cpu.minus(bucket.seen).toNanos() / 1e9);
    bucket.seen = cpu;
    if (bucket.seconds < 0 && !bucket.stopped) {
      bucket.stopped = true;
      Signals.stop(meter.pid());
    } else if (bucket.seconds >= 0 && bucket.stopped) {
      bucket.stopped = false;
      Signals.resume(meter.pid());
    }
    if (bucket.stopped && count) {
      process.heldBack(CpuShares.LIMIT, quota + " % of a core for all scripts", 1);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
