// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The position up to which the colony has everything. Not forced to the disk: losing it in a power
 * failure means that some records are sent again, which the colony expects.
 */
final class AckFile implements AutoCloseable {
  private static final int BYTES = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;

  AckFile(Path file) throws IOException {
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** 0 when there is none, or a torn one. */
  long read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    if (!Frames.readFully(channel, buffer, 0)) {
      return 0;
    }
    long position = buffer.getLong();
    return buffer.getInt() == crc(position) ? position : 0;
  }

  void write(long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).putLong(position).putInt(crc(position)).flip();
    channel.write(buffer, 0);
  }

  private static int crc(long position) {
    return Frames.crc(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
