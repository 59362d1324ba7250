// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import java.time.Duration;

/** Runs something later. */
@FunctionalInterface
public interface Timer {
  /** Runs the task once, on any thread; the result cancels it, unless it has begun. */
  Runnable after(Duration delay, Runnable task);
}
