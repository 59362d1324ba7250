// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Samples of processor time, and what part of a core it was over any stretch of a given length. */
final class CpuShare {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final List<Sample> samples = new ArrayList<>();

  private record Sample(long at, long used) {}

  /** Gives the processor time used so far. */
  @FunctionalInterface
  interface Meter {
    Duration used() throws IOException;
  }

  /** Looks at the meter every 250 ms. */
  static CpuShare watch(Meter meter, Duration time) throws IOException, InterruptedException {
    CpuShare share = new CpuShare();
    long end = System.nanoTime() + time.toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      share.add(now, meter.used());
      Thread.sleep(INTERVAL);
    }
    return share;
  }

  /**
   * @param at of {@link System#nanoTime}
   */
  void add(long at, Duration used) {
    samples.add(new Sample(at, used.toNanos()));
  }

  /** In percent of a core, for each stretch that begins with a sample and is so long or longer. */
  List<Double> over(Duration length) {
    List<Double> percents = new ArrayList<>();
    int last = 0;
    for (Sample first : samples) {
      while (last < samples.size() && samples.get(last).at() - first.at() < length.toNanos()) {
        last++;
      }
      if (last == samples.size()) {
        break;
      }
      Sample end = samples.get(last);
      percents.add(100.0 * (end.used() - first.used()) / (end.at() - first.at()));
    }
    return percents;
  }
}
