// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;

/**
 * How much to measure.
 *
 * @param quick only enough to see that the benchmark works; its figures mean nothing
 * @param endurance how long what shall last lasts
 * @param agents how many are simulated
 */
record Effort(boolean quick, Duration endurance, int agents) {

  /** Rounds, calls or seconds: the first for figures, the second when quick. */
  int of(int full, int least) {
    return quick ? least : full;
  }
}
