// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor.TickType;

class CpuSamplerTest {
  private final AtomicInteger readings = new AtomicInteger();
  private long[] ticks = ticks(10, 30, 60);
  private long nanos;
  private final CpuSampler sampler =
      new CpuSampler(
          () -> {
            readings.incrementAndGet();
            return ticks;
          },
          () -> nanos);

  @Test
  void answersFirstWithTheAverageSinceTheHostStarted() {
    assertThat(sampler.times().share(TickType.USER)).isCloseTo(0.1, within(1e-9));
    assertThat(sampler.times().busy()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void saysWhatPassedBetweenTwoReadings() {
    ticks = ticks(60, 80, 60);
    nanos = TimeUnit.SECONDS.toNanos(1);

    assertThat(sampler.times().share(TickType.USER)).isCloseTo(0.5, within(1e-9));
    assertThat(sampler.times().share(TickType.IDLE)).isZero();
  }

  @Test
  void readsAtMostOnceASecond() {
    ticks = ticks(60, 80, 60);
    nanos = TimeUnit.MILLISECONDS.toNanos(999);

    assertThat(sampler.times().share(TickType.USER)).isCloseTo(0.1, within(1e-9));
    assertThat(readings).hasValue(1);
  }

  private static long[] ticks(long user, long system, long idle) {
    long[] ticks = new long[TickType.values().length];
    ticks[TickType.USER.getIndex()] = user;
    ticks[TickType.SYSTEM.getIndex()] = system;
    ticks[TickType.IDLE.getIndex()] = idle;
    return ticks;
  }
}
