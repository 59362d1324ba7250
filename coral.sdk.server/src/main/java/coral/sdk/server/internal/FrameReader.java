// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import coral.proto.sdk.v1.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads frames, each after its length as a little-endian u32. For one thread. */
final class FrameReader {
  static final int MAX_FRAME = 4 << 20;
  static final int HEADER = Integer.BYTES;

  /** An unknown field of four bytes would be kept as an object of hundreds. */
  private static final Parser<Frame> PARSER = DiscardUnknownFieldsParser.wrap(Frame.parser());

  private final ReadableByteChannel in;
  private final ByteBuffer buffer;

  FrameReader(ReadableByteChannel in) {
    this(in, Buffers.allocate());
  }

  /**
   * @param buffer empty, and this reader's until it is not used any more
   */
  FrameReader(ReadableByteChannel in, ByteBuffer buffer) {
    this.in = in;
    this.buffer = buffer.limit(0);
  }

  @Nullable Frame next() throws IOException {
    return next(MAX_FRAME);
  }

  /**
   * The next frame, or null at the end of the connection.
   *
   * @throws MalformedFrameException when it is too large, broken off, or not a frame
   */
  @Nullable Frame next(int most) throws IOException {
    if (!fill(HEADER)) {
      if (buffer.hasRemaining()) {
        throw new MalformedFrameException("the connection ended within a frame's length");
      }
      return null;
    }
    long length = Integer.toUnsignedLong(buffer.getInt());
    if (length > most) {
      throw new MalformedFrameException(
          "a frame of " + length + " bytes was announced, the most is " + most);
    }
    return parse((int) length);
  }

  private Frame parse(int length) throws IOException {
    try {
      if (length > Buffers.SIZE) {
        return PARSER.parseFrom(large(length));
      }
      if (!fill(length)) {
        throw brokenOff(length);
      }
      int end = buffer.position() + length;
      Frame frame = PARSER.parseFrom(buffer.slice(buffer.position(), length));
      buffer.position(end);
      return frame;
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedFrameException(
          length + " bytes were sent that are no coral.sdk.v1.Frame", e);
    }
  }

  private byte[] large(int length) throws IOException {
    // Grows with what really arrives: an announced length costs the sender its bytes first.
    byte[] bytes = new byte[Math.min(length, Buffers.SIZE * 2)];
    int at = Math.min(buffer.remaining(), length);
    buffer.get(bytes, 0, at);
    while (at < length) {
      buffer.clear();
      int read = in.read(buffer);
      buffer.flip();
      if (read < 0) {
        throw brokenOff(length);
      }
      int taken = Math.min(read, length - at);
      if (at + taken > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
      }
      buffer.get(bytes, at, taken);
      at += taken;
    }
    return bytes;
  }

  /** Whether {@code count} bytes, at most the buffer's size, could be made available. */
  private boolean fill(int count) throws IOException {
    if (buffer.remaining() >= count) {
      return true;
    }
    buffer.compact();
    try {
      while (buffer.position() < count) {
        if (in.read(buffer) < 0) {
          return false;
        }
      }
      return true;
    } finally {
      buffer.flip();
    }
  }

  private static MalformedFrameException brokenOff(int length) {
    return new MalformedFrameException(
        "the connection ended within a frame of " + length + " bytes");
  }
}
