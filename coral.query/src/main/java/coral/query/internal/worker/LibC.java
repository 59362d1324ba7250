// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * C functions whose arguments are all passed in integer registers, which is every function needed
 * here: a plain long each, pointers by address.
 */
final class LibC {
  private LibC() {}

  /** The function's result, as an int: -1 is a failure throughout. */
  @SuppressWarnings("restricted") // native access is what this class is for
  static int call(String function, long... arguments) {
    MemoryLayout[] parameters = new MemoryLayout[arguments.length];
    Arrays.fill(parameters, ValueLayout.JAVA_LONG);
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find(function)
            .orElseThrow(() -> new IllegalStateException("the C library has no " + function));
    var handle =
        linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    Object[] values = Arrays.stream(arguments).boxed().toArray();
    try {
      return (int) handle.invokeWithArguments(values);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call " + function, e);
    }
  }

  /** As {@link #call}, with the address of a copy of {@code words} as the last argument. */
  static int callWithWords(String function, long[] arguments, long... words) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_LONG, words);
      return call(function, append(arguments, copy.address()));
    }
  }

  /** As {@link #call}, with a C string after the arguments, and then {@code last}. */
  static int callWithText(String function, long[] arguments, String text, long... last) {
    try (Arena arena = Arena.ofConfined()) {
      long[] all = append(arguments, arena.allocateFrom(text).address());
      int before = all.length;
      all = Arrays.copyOf(all, before + last.length);
      System.arraycopy(last, 0, all, before, last.length);
      return call(function, all);
    }
  }

  private static long[] append(long[] values, long last) {
    long[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = last;
    return all;
  }
}
