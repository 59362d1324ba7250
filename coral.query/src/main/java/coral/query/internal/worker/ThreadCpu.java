// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Processor time of the thread that made it, native code included, see clock_gettime(2). The JDK's
 * own bean for it would load all of JMX.
 */
final class ThreadCpu {
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final MethodHandle CLOCK_GETTIME = clockGettime();

  private final MemorySegment time = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

  /** In nanoseconds, since the thread began; to be asked on that thread. */
  long nanos() {
    try {
      int result = (int) CLOCK_GETTIME.invokeExact(CLOCK_THREAD_CPUTIME_ID, time);
      return result == 0
          ? time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
              + time.getAtIndex(ValueLayout.JAVA_LONG, 1)
          : 0;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call clock_gettime", e);
    }
  }

  @SuppressWarnings("restricted") // native access is what this class is for
  private static MethodHandle clockGettime() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}
