// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays from half a second to fifteen, doubling, each up to half as long again by chance. */
final class Backoff {
  private static final long LEAST_MS = 500;
  private static final long MOST_MS = 15_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long base = Math.min(MOST_MS, LEAST_MS << Math.min(failures, 10));
    failures++;
    return Duration.ofMillis(Math.min(MOST_MS, base + random.nextLong(base / 2 + 1)));
  }

  void reset() {
    failures = 0;
  }
}
