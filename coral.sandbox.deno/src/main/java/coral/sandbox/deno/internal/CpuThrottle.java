// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps scripts within their processor quota where no control group does: each has a token bucket
 * that fills with its share of the quota, and with what others whose buckets are full leave of
 * theirs; who has emptied it is stopped by SIGSTOP until there is something in it again. The full
 * bucket of a script that was idle is what it runs with at once. As exact as the kernel's 10 ms
 * ticks.
 */
final class CpuThrottle implements AutoCloseable {
  /**
   * While anyone uses up its bucket: the shorter a script runs between being continued and stopped,
   * the less does what all take vary from one stretch of ten seconds to the next.
   */
  private static final long BUSY_MILLIS = 20;

  private static final long IDLE_MILLIS = 50;
  private static final double BURST_SECONDS = 0.02;

  /** Of the quota; the rest is for what is used between two looks, after a bucket was empty. */
  private static final double SHARED_OUT = 0.97;

  private static final class Bucket {
    final Meter meter;
    Duration seen = Duration.ZERO;
    double seconds = BURST_SECONDS;
    boolean stopped;

    Bucket(Meter meter) {
      this.meter = meter;
    }

    double room() {
      return BURST_SECONDS - seconds;
    }
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
    timer.schedule(this::look, IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Collection<DenoProcess> now = running.get();
    buckets.keySet().retainAll(now);
    now.forEach(this::charge);
    long at = System.nanoTime();
    fill((at - lastLook) / 1e9);
    lastLook = at;
    boolean count = at - lastCount >= 1_000_000_000L;
    if (count) {
      lastCount = at;
    }
    buckets.forEach((process, bucket) -> stopOrResume(process, bucket, count));
    boolean busy = buckets.values().stream().anyMatch(bucket -> bucket.seconds < BURST_SECONDS / 2);
    timer.schedule(this::look, busy ? BUSY_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void charge(DenoProcess process) {
    Optional<Meter> meter = process.meter().filter(without -> without.group().isEmpty());
    if (meter.isPresent()) {
      Bucket bucket = buckets.computeIfAbsent(process, fresh -> new Bucket(meter.get()));
      Duration cpu = bucket.meter.cpu();
      bucket.seconds -= cpu.minus(bucket.seen).toNanos() / 1e9;
      bucket.seen = cpu;
    }
  }

  private void fill(double elapsed) {
    double available = elapsed * SHARED_OUT * settings.get().cpuPercent() / 100;
    double[] room = buckets.values().stream().mapToDouble(Bucket::room).toArray();
    double most = FairShare.of(available, room);
    buckets.values().forEach(bucket -> bucket.seconds += Math.min(bucket.room(), most));
  }

  private void stopOrResume(DenoProcess process, Bucket bucket, boolean count) {
    if (bucket.seconds < 0 && !bucket.stopped) {
      bucket.stopped = true;
      Signals.stop(bucket.meter.pid());
    } else if (bucket.seconds >= 0 && bucket.stopped) {
      bucket.stopped = false;
      Signals.resume(bucket.meter.pid());
    }
    if (bucket.stopped && count) {
      String quota = settings.get().cpuPercent() + " % of a core for all scripts";
      process.heldBack(CpuShares.LIMIT, quota, 1);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
