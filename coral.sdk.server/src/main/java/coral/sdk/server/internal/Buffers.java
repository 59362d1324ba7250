// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Direct buffers to be used again: the collector frees them late, so that whoever connects again
 * and again would use up the memory for all. Thread-safe.
 */
final class Buffers {
  static final int SIZE = 64 << 10;

  /** Kept at most: for the connections that wait, and for some that are served. */
  private static final int KEPT = 64;

  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  interface Use<E extends Exception> {
    void with(ByteBuffer buffer) throws E;
  }

  /** Lends an empty little-endian buffer for as long as its use takes. */
  <E extends Exception> void lend(Use<E> use) throws E {
    ByteBuffer taken = free.poll();
    ByteBuffer buffer = taken != null ? taken.clear() : allocate();
    try {
      use.with(buffer);
    } finally {
      boolean _ = free.offer(buffer);
    }
  }

  static ByteBuffer allocate() {
    return ByteBuffer.allocateDirect(SIZE).order(LITTLE_ENDIAN);
  }
}
