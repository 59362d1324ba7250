// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Signals that the JDK has no way to send, by kill(2). */
final class Signals {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final MethodHandle KILL = kill();

  private Signals() {}

  /** A process that is gone is no error. */
  static void stop(long pid) {
    send(pid, SIGSTOP);
  }

  static void resume(long pid) {
    send(pid, SIGCONT);
  }

  private static void send(long pid, int signal) {
    try {
      int _ = (int) KILL.invokeExact((int) pid, signal);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call kill(2)", e);
    }
  }

  @SuppressWarnings("restricted") // native access is what this class is for
  private static MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("kill").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
