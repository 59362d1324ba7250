// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import coral.proto.sdk.v1.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Any bytes, in pieces of any size, are the same frames or malformed, and multiply no memory. */
class FrameReaderFuzzTest {
  /** A frame of five bytes becomes a few objects. */
  private static final int BYTES_PER_BYTE = 200;

  /** The reader's buffers. */
  private static final int BASE = 512 << 10;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Reading(List<Frame> frames, boolean malformed) {}

  @FuzzTest(maxDuration = "3m")
  void readsAnyBytes(byte[] bytes) throws IOException {
    Reading atOnce = read(bytes, Integer.MAX_VALUE);
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    Reading inPieces = read(bytes, 1 + bytes.length % 7);
    long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
    assertThat(inPieces).isEqualTo(atOnce);
    assertThat(allocated).isLessThan(BASE + (long) BYTES_PER_BYTE * bytes.length);
  }

  private static Reading read(byte[] bytes, int piece) throws IOException {
    var reader = new FrameReader(new BytesChannel(bytes, piece));
    List<Frame> frames = new ArrayList<>();
    try {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
      return new Reading(frames, false);
    } catch (MalformedFrameException e) {
      return new Reading(frames, true);
    }
  }
}
