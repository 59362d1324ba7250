// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A peer that sends some bytes in pieces and hangs up, and notes what it is sent. */
final class BytesChannel implements ByteChannel {
  private final ByteBuffer sent;
  private final int piece;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile boolean closed;

  /**
   * @param piece the most that one read gets
   */
  BytesChannel(byte[] sent, int piece) {
    this.sent = ByteBuffer.wrap(sent);
    this.piece = piece;
  }

  @Override
  public int read(ByteBuffer target) {
    if (!sent.hasRemaining()) {
      return -1;
    }
    int count = Math.min(piece, Math.min(target.remaining(), sent.remaining()));
    target.put(sent.slice(sent.position(), count));
    sent.position(sent.position() + count);
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    received.writeBytes(bytes);
    return bytes.length;
  }

  synchronized byte[] received() {
    return received.toByteArray();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
