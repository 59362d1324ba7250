// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import java.time.Duration;

/** Runs evaluations when they are due. */
@FunctionalInterface
interface Evaluations {
  /**
   * Runs it once, on a thread where it may block; the result cancels it, with an interrupt if it
   * has begun.
   */
  Runnable after(Duration delay, Runnable evaluation);
}
