// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

/**
 * Who shares the worker's memory with whom: a statement that shared it may have found it taken by
 * another, and deserves another try. Thread-safe.
 */
final class Crowd {
  private int present;
  private long arrivals;

  /**
   * A statement's stay in the worker.
   *
   * @param others who were there when it came
   * @param arrivals of all statements, with its own
   */
  record Stay(int others, long arrivals) {}

  synchronized Stay enter() {
    return new Stay(present++, ++arrivals);
  }

  synchronized void leave() {
    present--;
  }

  /** Whether there was ever another one beside it. */
  synchronized boolean isShared(Stay stay) {
    return stay.others() > 0 || arrivals != stay.arrivals();
  }
}
