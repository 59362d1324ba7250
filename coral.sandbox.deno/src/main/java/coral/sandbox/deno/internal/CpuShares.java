// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Holds back the scripts that want more than their share of the processor, and only them. The group
 * of all scripts has the quota, so that they never take more together; but when one of them uses it
 * up, all would wait for the next period. So, once a second, whoever took more than its share while
 * the quota was used up gets its share as a limit of its own, until it takes less.
 */
final class CpuShares implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1000;

  /** Of the quota; the rest is for whoever was idle, so that it does not wait. */
  private static final double SHARED_OUT = 0.8;

  /** Who takes less of its cap than this is no longer capped. */
  private static final double CONTENT = 0.7;

  /** In which, counted in seconds, a script was held back. */
  static final String LIMIT = "script.cpu_percent";

  /** Under this it does not count as using any: a heartbeat. */
  private static final double IDLE_PERCENT = 0.5;

  private final Supplier<SandboxSettings> settings;
  private final Supplier<Optional<ResourceGroup>> all;
  private final Supplier<Collection<DenoProcess>> running;
  private final Map<DenoProcess, Duration> seen = new HashMap<>();
  private final Map<DenoProcess, Integer> capped = new HashMap<>();
  private Duration throttledSeen = Duration.ZERO;
  private long seenAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-sandbox-cpu").daemon().factory());

  /** A script and what it took of one core since the last look. */
  private record Taken(DenoProcess process, Meter meter, double percent) {}

  CpuShares(
      Supplier<SandboxSettings> settings,
      Supplier<Optional<ResourceGroup>> all,
      Supplier<Collection<DenoProcess>> running) {
    this.settings = settings;
    this.all = all;
    this.running = running;
    timer.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Optional<ResourceGroup> group = running.get().isEmpty() ? Optional.empty() : all.get();
    if (group.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    double seconds = (now - seenAt) / 1e9;
    seenAt = now;
    Duration throttled = group.get().usage().throttled();
    boolean usedUp = throttled.compareTo(throttledSeen) > 0;
    throttledSeen = throttled;
    share(takenIn(seconds), usedUp);
  }

  private List<Taken> takenIn(double seconds) {
    List<Taken> taken = new ArrayList<>();
    Collection<DenoProcess> now = running.get();
    seen.keySet().retainAll(now);
    capped.keySet().retainAll(now);
    for (DenoProcess process : now) {
      process
          .meter()
          .filter(meter -> meter.group().isPresent())
          .ifPresent(
              meter -> {
                Duration cpu = meter.cpu();
                Duration before = seen.put(process, cpu);
                double used = before == null ? 0 : cpu.minus(before).toNanos() / 1e9;
                taken.add(new Taken(process, meter, 100 * used / seconds));
              });
    }
    return taken;
  }

  private void share(List<Taken> taken, boolean usedUp) {
    int quota = settings.get().cpuPercent();
    long active = taken.stream().filter(t -> t.percent() > IDLE_PERCENT).count();
    int share = Math.max(1, (int) Math.ceil(SHARED_OUT * quota / Math.max(1, active)));
    for (Taken script : taken) {
      Integer cap = capped.get(script.process());
      if (cap == null && usedUp && script.percent() > share) {
        limit(script, taken.size() > 1 ? share : quota);
      } else if (cap != null && script.percent() < CONTENT * cap) {
        unlimit(script);
      } else if (cap != null && taken.size() > 1 && cap != share) {
        limit(script, share);
      }
      if (capped.containsKey(script.process())) {
        script.process().heldBack(LIMIT, quota + " % of a core for all scripts", 1);
      }
    }
  }

  private void limit(Taken script, int percent) {
    capped.put(script.process(), percent);
    script.meter().group().ifPresent(group -> group.limit(limits(script).withCpuPercent(percent)));
  }

  private void unlimit(Taken script) {
    capped.remove(script.process());
    script.meter().group().ifPresent(group -> group.limit(limits(script)));
  }

  private static ResourceLimits limits(Taken script) {
    return script.meter().limits(script.process().policy());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
