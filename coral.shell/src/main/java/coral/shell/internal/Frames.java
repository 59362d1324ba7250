// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What a session sends: one byte that says what it is, a big-endian 32-bit length, and that many
 * bytes. Thread-safe.
 */
final class Frames {
  /** Text for the client's standard output. */
  static final byte OUTPUT = 1;

  /** Text for the client's standard error. */
  static final byte ERRORS = 2;

  /** A command has ended; one byte, 0 for success. */
  static final byte STATUS = 3;

  private static final int HEADER = 5;

  private final WritableByteChannel channel;

  Frames(WritableByteChannel channel) {
    this.channel = channel;
  }

  void write(byte kind, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    write(kind, bytes, 0, bytes.length);
  }

  void status(int status) throws IOException {
    write(STATUS, new byte[] {(byte) status}, 0, 1);
  }

  private synchronized void write(byte kind, byte[] bytes, int offset, int length)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
    frame.put(kind).putInt(length).put(bytes, offset, length).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Whatever is written to it goes out as frames of that kind, at once. */
  OutputStream stream(byte kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        Frames.this.write(kind, new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
          Frames.this.write(kind, bytes, offset, length);
        }
      }
    };
  }
}
