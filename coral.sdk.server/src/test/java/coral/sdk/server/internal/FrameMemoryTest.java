// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import coral.proto.sdk.v1.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A frame takes about as much memory as it has bytes, whatever it holds. */
class FrameMemoryTest {
  private static final int ALMOST_FULL = FrameReader.MAX_FRAME - 16;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Content {
    void write(CodedOutputStream frame) throws IOException;
  }

  @Test
  void ofUnknownFieldsThatAreAllDifferent() throws IOException {
    int[] field = {100};
    assertThat(readingCosts(frame -> frame.writeUInt32(field[0]++, 1))).isLessThan(32 << 20);
  }

  @Test
  void ofOneUnknownFieldRepeated() throws IOException {
    assertThat(readingCosts(frame -> frame.writeUInt32(15, 1))).isLessThan(32 << 20);
  }

  @Test
  void ofKnownFieldsRepeated() throws IOException {
    assertThat(readingCosts(frame -> frame.writeUInt64(1, 1))).isLessThan(32 << 20);
  }

  private static long readingCosts(Content content) throws IOException {
    byte[] sent = framed(content);
    var reader = new FrameReader(new BytesChannel(sent, Integer.MAX_VALUE));
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    Frame frame = reader.next();
    long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
    assertThat(frame).isNotNull();
    return allocated;
  }

  private static byte[] framed(Content content) throws IOException {
    byte[] body = new byte[FrameReader.MAX_FRAME];
    CodedOutputStream frame = CodedOutputStream.newInstance(body);
    while (frame.getTotalBytesWritten() < ALMOST_FULL) {
      content.write(frame);
    }
    int length = frame.getTotalBytesWritten();
    return ByteBuffer.allocate(4 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .put(body, 0, length)
        .array();
  }
}
