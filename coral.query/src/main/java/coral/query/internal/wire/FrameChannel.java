// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a pair of byte streams: u32 length of what follows, u8 kind, u64 id, body;
 * big-endian. Any thread may write, one thread reads.
 */
public final class FrameChannel {
  /** Of a body. A batch of the widest result stays below it, see {@link BatchBody}. */
  public static final int MAX_BODY_BYTES = 256 << 20;

  private static final int HEAD_BYTES = 1 + Long.BYTES;
  private static final int BUFFER_BYTES = 64 << 10;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final ReentrantLock writing = new ReentrantLock();

  public FrameChannel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
  }

  /** The next frame, or null when the peer has closed its end between two frames. */
  public @Nullable Frame read() throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException end) {
      return null;
    }
    if (length < HEAD_BYTES || length - HEAD_BYTES > MAX_BODY_BYTES) {
      throw new IOException("a frame of " + length + " bytes, which none can have");
    }
    Kind kind = Kind.of(in.readUnsignedByte());
    long id = in.readLong();
    byte[] body = new byte[length - HEAD_BYTES];
    in.readFully(body);
    return new Frame(kind, id, body);
  }

  public void write(Frame frame) throws IOException {
    writing.lock();
    try {
      out.writeInt(HEAD_BYTES + frame.body().length);
      out.writeByte(frame.kind().code());
      out.writeLong(frame.id());
      out.write(frame.body());
      out.flush();
    } finally {
      writing.unlock();
    }
  }
}
