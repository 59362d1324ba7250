// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/** Who is whose child among the processes of this machine. */
final class Ancestry {
  /** Deeper than any chain of launchers; ends a walk over recycled pids. */
  private static final int MAX_DEPTH = 64;

  private final LongUnaryOperator parent;

  /**
   * @param parent the parent's pid, or 0 for none
   */
  Ancestry(LongUnaryOperator parent) {
    this.parent = parent;
  }

  /** As the operating system tells it. */
  static Ancestry ofThisMachine() {
    return new Ancestry(
        pid ->
            ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElse(0L));
  }

  boolean isSameOrDescendant(long pid, long ancestor) {
    return nearest(pid, each -> each == ancestor) != 0;
  }

  /** The first that is wanted of the process itself, its parent and so on, or 0. */
  long nearest(long pid, LongPredicate wanted) {
    long current = pid;
    for (int depth = 0; depth < MAX_DEPTH && current > 0; depth++) {
      if (wanted.test(current)) {
        return current;
      }
      current = parent.applyAsLong(current);
    }
    return 0;
  }
}
