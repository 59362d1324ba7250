// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

import java.util.concurrent.ThreadLocalRandom;

/** How slow and how faulty the card network is just now. Thread-safe. */
final class Trouble {
  static final int MAX_DELAY_MS = 60_000;

  private volatile int delayMs;
  private volatile double errorRatio;

  Trouble(int delayMs, double errorRatio) {
    this.delayMs = delayMs;
    this.errorRatio = errorRatio;
  }

  int delayMs() {
    return delayMs;
  }

  double errorRatio() {
    return errorRatio;
  }

  void delayMs(int milliseconds) {
    delayMs = milliseconds;
  }

  void errorRatio(double ratio) {
    errorRatio = ratio;
  }

  /** Takes its time, within a fifth of the delay either way, and says whether it went well. */
  boolean callCardNetwork() throws InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Thread.sleep(Math.round(delayMs * random.nextDouble(0.8, 1.2)));
    return random.nextDouble() >= errorRatio;
  }
}
