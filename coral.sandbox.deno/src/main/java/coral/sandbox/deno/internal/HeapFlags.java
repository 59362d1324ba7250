// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

/**
 * How much of a script's memory V8 may fill with objects before it ends the process by itself. The
 * rest is for Deno, for buffers and wasm outside the heap, and for the young generation.
 */
final class HeapFlags {
  /** Deno itself, measured. */
  private static final int RUNTIME_MB = 40;

  /** Two semi-spaces of it are the young generation; V8's default of 16 is too much here. */
  private static final int SEMI_SPACE_MB = 4;

  private HeapFlags() {}

  static String of(int memoryLimitMb) {
    int heapMb = Math.max(16, memoryLimitMb - RUNTIME_MB - 3 * SEMI_SPACE_MB);
    return "--max-old-space-size=%d,--max-semi-space-size=%d".formatted(heapMb, SEMI_SPACE_MB);
  }
}
