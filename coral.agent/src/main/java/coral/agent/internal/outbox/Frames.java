// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Framing of records in a segment: u32 length, u32 CRC32C of the payload, payload; big-endian. */
final class Frames {
  static final int HEADER_BYTES = 8;

  /** Far above any report; a longer length can only be garbage. */
  static final int MAX_PAYLOAD_BYTES = 4 << 20;

  private Frames() {}

  static int size(byte[] payload) {
    return HEADER_BYTES + payload.length;
  }

  static void put(ByteBuffer target, byte[] payload) {
    target.putInt(payload.length).putInt(crc(payload)).put(payload);
  }

  /** The record at {@code offset}; null where no whole and intact record begins. */
  static byte @Nullable [] read(FileChannel channel, long offset) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (!readFully(channel, header, offset)) {
      return null;
    }
    int length = header.getInt();
    int crc = header.getInt();
    if (length < 0 || length > MAX_PAYLOAD_BYTES) {
      return null;
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    if (!readFully(channel, payload, offset + HEADER_BYTES) || crc(payload.array()) != crc) {
      return null;
    }
    return payload.array();
  }

  static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static boolean readFully(FileChannel channel, ByteBuffer target, long offset) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    target.flip();
    return true;
  }
}
