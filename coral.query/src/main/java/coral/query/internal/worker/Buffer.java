// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow; numbers are little-endian. */
final class Buffer {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  Buffer(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void putByte(int value) {
    bytes[room(1)] = (byte) value;
  }

  void putInt(int value) {
    int at = room(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  void putLong(long value) {
    int at = room(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  void put(byte[] value) {
    put(value, value.length);
  }

  void putFirst(Buffer other, int count) {
    put(other.bytes, count);
  }

  int getInt(int at) {
    return (int) INT.get(bytes, at);
  }

  void clear() {
    size = 0;
  }

  byte[] first(int count) {
    return Arrays.copyOf(bytes, count);
  }

  private void put(byte[] value, int count) {
    int at = room(count);
    System.arraycopy(value, 0, bytes, at, count);
  }

  /** Where {@code count} bytes that are now there begin. */
  private int room(int count) {
    int at = size;
    size = Math.addExact(size, count);
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
    return at;
  }
}
