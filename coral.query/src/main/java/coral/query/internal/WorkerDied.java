// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

/** The worker ended before it had answered a call. */
final class WorkerDied extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean guilty;

  /**
   * @param guilty whether the worker was killed for the sake of this very call
   */
  WorkerDied(boolean guilty, String why) {
    super(why, null, false, false);
    this.guilty = guilty;
  }

  boolean guilty() {
    return guilty;
  }
}
