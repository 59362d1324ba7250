// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each agent of a fleet did something for the first time. Thread-safe. */
final class FirstTimes {
  private static final long POLL_MS = 2;

  private final String what;
  private final Map<String, Long> nanos = new ConcurrentHashMap<>();

  /**
   * @param what is awaited of an agent, such as "connected"
   */
  FirstTimes(String what) {
    this.what = what;
  }

  void note(String agent) {
    nanos.putIfAbsent(agent, System.nanoTime());
  }

  /**
   * Waits for so many agents, or until the limit.
   *
   * @return milliseconds of each since {@code from}, a {@link System#nanoTime}
   */
  List<Double> await(int agents, long from, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (nanos.size() < agents && System.nanoTime() < end) {
      Thread.sleep(POLL_MS);
    }
    return nanos.values().stream().map(at -> (at - from) / 1e6).toList();
  }

  /**
   * As {@link #await}, where nothing more can be measured without all of them.
   *
   * @throws IllegalStateException when one is missing at the limit
   */
  List<Double> awaitAll(int agents, long from, Duration limit) throws InterruptedException {
    List<Double> millis = await(agents, from, limit);
    if (millis.size() < agents) {
      throw new IllegalStateException(
          "only %d of %d agents are %s after %d s"
              .formatted(millis.size(), agents, what, limit.toSeconds()));
    }
    return millis;
  }
}
