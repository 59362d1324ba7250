// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.FrameChannel;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Takes standard input and output for frames. */
final class StandardStreams {
  private static final int F_SETPIPE_SZ = 1_031;
  private static final long PIPE_BYTES = 1 << 20;

  private StandardStreams() {}

  /**
   * The channel has a descriptor of its own, and descriptor 1 becomes standard error: what native
   * code prints corrupts no frame. The pipe is enlarged, so that a result is written without
   * waiting for its reader each 64 KiB.
   */
  @SuppressWarnings("StreamResourceLeak") // open as long as the process
  static FrameChannel take() throws IOException {
    LibC.call("fcntl", 1, F_SETPIPE_SZ, PIPE_BYTES);
    FileOutputStream frames = new FileOutputStream("/proc/self/fd/1");
    if (LibC.call("dup2", 2, 1) < 0) {
      throw new IOException("cannot point standard output at standard error");
    }
    return new FrameChannel(new FileInputStream(FileDescriptor.in), frames);
  }
}
