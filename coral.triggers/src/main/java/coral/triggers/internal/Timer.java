// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Duration;

/** Runs tasks later, one after the other. Thread-safe. */
interface Timer {
  /**
   * Runs the task once the delay is over, as time passes for the JVM, whatever the wall clock does.
   *
   * @return takes the task back unless it has begun
   */
  Runnable after(Duration delay, Runnable task);
}
