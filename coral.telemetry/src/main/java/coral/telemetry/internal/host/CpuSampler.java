// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * CPU use between the last two readings, which are at least a second apart: whoever asks more often
 * gets the same answer. The first answer is the average since the host started. Thread-safe.
 */
final class CpuSampler {
  private static final long APART = Duration.ofSeconds(1).toNanos();

  private final Supplier<long[]> ticks;
  private final LongSupplier nanoTime;
  private long[] last;
  private long lastNanos;
  private CpuTimes times;

  CpuSampler(Supplier<long[]> ticks, LongSupplier nanoTime) {
    this.ticks = ticks;
    this.nanoTime = nanoTime;
    this.last = ticks.get();
    this.lastNanos = nanoTime.getAsLong();
    this.times = CpuTimes.between(new long[last.length], last);
  }

  synchronized CpuTimes times() {
    long now = nanoTime.getAsLong();
    if (now - lastNanos >= APART) {
      long[] next = ticks.get();
      times = CpuTimes.between(last, next);
      last = next;
      lastNanos = now;
    }
    return times;
  }
}
