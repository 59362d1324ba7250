// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
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
 * the quota was used up gets its share as a limit of its own, until it takes less; {@link CpuCaps}
 * says how much that is.
 */
final class CpuShares implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1000;

  /** In which, counted in seconds, a script was held back. */
  static final String LIMIT = "script.cpu_percent";

  private final Supplier<SandboxSettings> settings;
  private final Supplier<Optional<ResourceGroup>> all;
  private final Supplier<Collection<DenoProcess>> running;
  private final Map<DenoProcess, Duration> seen = new HashMap<>();
  private final Map<DenoProcess, Double> earlier = new HashMap<>();
  private final Map<DenoProcess, Integer> capped = new HashMap<>();
  private Duration throttledSeen = Duration.ZERO;
  private long seenAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-sandbox-cpu").daemon().factory());

  /** A script and what it took since the last look, in thousandths of one core. */
  private record Taken(DenoProcess process, Meter meter, double millicores) {}

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
                taken.add(new Taken(process, meter, 1000 * used / seconds));
              });
    }
    return taken;
  }

  private void share(List<Taken> taken, boolean usedUp) {
    int percent = settings.get().cpuPercent();
    int[] caps = taken.stream().mapToInt(t -> capped.getOrDefault(t.process(), 0)).toArray();
    double[] millicores = taken.stream().mapToDouble(Taken::millicores).toArray();
    int[] next = CpuCaps.next(10 * percent, caps, millicores, before(taken), usedUp);
    earlier.keySet().retainAll(running.get());
    taken.forEach(script -> earlier.put(script.process(), script.millicores()));
    for (int i = 0; i < next.length; i++) {
      Taken script = taken.get(i);
      if (next[i] != caps[i]) {
        limit(script, next[i]);
      }
      if (next[i] > 0) {
        script.process().heldBack(LIMIT, percent + " % of a core for all scripts", 1);
      }
    }
  }

  private double[] before(List<Taken> taken) {
    return taken.stream()
        .mapToDouble(now -> earlier.getOrDefault(now.process(), now.millicores()))
        .toArray();
  }

  private void limit(Taken script, int cap) {
    ResourceLimits policy = script.meter().limits(script.process().policy());
    if (cap > 0) {
      capped.put(script.process(), cap);
    } else {
      capped.remove(script.process());
    }
    ResourceLimits limits = cap > 0 ? policy.withCpuMillicores(cap) : policy;
    try {
      script.meter().group().ifPresent(group -> group.limit(limits));
    } catch (CoralException e) {
      // the script has just ended; an exception would end the looks at all others
      capped.remove(script.process());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
