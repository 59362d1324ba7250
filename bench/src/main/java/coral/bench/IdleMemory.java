// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machine makes of memory that was left alone for a while. Some virtual machines take idle
 * pages from their guests and give each back at its first use, which slows down whatever woke up;
 * no program in the guest can see it other than by the time it takes.
 */
final class IdleMemory {
  private static final int PAGE = 4096;
  private static final int PAGES = 4096;

  private IdleMemory() {}

  /** Microseconds for one byte of each page of 16 MiB, by page. */
  static Samples touched(Duration pause, int rounds) throws InterruptedException {
    byte[] memory = new byte[PAGES * PAGE];
    List<Double> micros = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      Thread.sleep(pause);
      long from = System.nanoTime();
      for (int at = 0; at < memory.length; at += PAGE) {
        memory[at]++;
      }
      if (round >= 0) {
        micros.add((System.nanoTime() - from) / 1e3 / PAGES);
      }
    }
    return Samples.of(micros);
  }
}
