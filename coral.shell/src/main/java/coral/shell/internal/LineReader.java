// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 from a channel, of bounded length. Not thread-safe. */
final class LineReader {
  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(4096).flip();

  LineReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * The next line, without its end; null at the end of the channel.
   *
   * @throws IOException also for a line over 64 KiB
   */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          return line.toString(UTF_8);
        }
        if (line.size() == MAX_LINE_BYTES) {
          throw new IOException("a line of over " + MAX_LINE_BYTES + " bytes");
        }
        line.write(b);
      }
      buffer.clear();
      int read = channel.read(buffer);
      buffer.flip();
      if (read < 0) {
        return null;
      }
    }
  }
}
