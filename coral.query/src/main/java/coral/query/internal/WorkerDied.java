// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

/** The worker ended before it had answered a call. */
final class WorkerDied extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean guilty;
  private final boolean overMemory;

  /**
   * @param guilty whether the worker was killed for the sake of this very call
   * @param overMemory whether the kernel killed it for its memory
   */
  WorkerDied(boolean guilty, boolean overMemory, String why) {
    super(why, null, false, false);
    this.guilty = guilty;
    this.overMemory = overMemory;
  }

  /** As the call learns of it that the worker was killed for. */
  WorkerDied blamed() {
    return new WorkerDied(true, overMemory, String.valueOf(getMessage()));
  }

  boolean guilty() {
    return guilty;
  }

  boolean overMemory() {
    return overMemory;
  }
}
