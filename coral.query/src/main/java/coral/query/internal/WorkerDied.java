// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

/** The worker ended before it had answered a call. */
final class WorkerDied extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean guilty;
  private final boolean overMemory;
  private final boolean onPurpose;

  private WorkerDied(boolean guilty, boolean overMemory, boolean onPurpose, String why) {
    super(why, null, false, false);
    this.guilty = guilty;
    this.overMemory = overMemory;
    this.onPurpose = onPurpose;
  }

  /**
   * @param overMemory whether the kernel killed it for its memory
   * @param onPurpose whether it was ended here, for one call or to be replaced
   */
  WorkerDied(boolean overMemory, boolean onPurpose, String why) {
    this(false, overMemory, onPurpose, why);
  }

  /** As the call learns of it that the worker was killed for. */
  WorkerDied blamed() {
    return new WorkerDied(true, overMemory, onPurpose, String.valueOf(getMessage()));
  }

  /** Whether it says nothing against this call: the worker was ended for another reason. */
  boolean innocent() {
    return onPurpose && !guilty;
  }

  /** Whether the worker was killed for the sake of this very call. */
  boolean guilty() {
    return guilty;
  }

  boolean overMemory() {
    return overMemory;
  }
}
