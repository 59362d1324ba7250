// SPDX-License-Identifier: Apache-2.0

package coral.bench;

/**
 * How much to measure.
 *
 * @param quick only enough to see that the benchmark works; its figures mean nothing
 */
record Effort(boolean quick) {

  /** Rounds, calls or seconds: the first for figures, the second when quick. */
  int of(int full, int least) {
    return quick ? least : full;
  }
}
