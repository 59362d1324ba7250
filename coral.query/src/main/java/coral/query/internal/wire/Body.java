// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How bodies are written and read: in memory, so that an IOException can only be a mistake of ours.
 */
final class Body {
  private Body() {}

  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] body, Reader<T> reader) {
    try {
      return reader.read(new DataInputStream(new ByteArrayInputStream(body)));
    } catch (IOException e) {
      throw new UncheckedIOException("a frame's body of " + body.length + " bytes is cut off", e);
    }
  }

  /** writeUTF ends at 64 KiB, statements do not. */
  static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), UTF_8);
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > FrameChannel.MAX_BODY_BYTES) {
      throw new IOException("a field of " + length + " bytes, which none can have");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
