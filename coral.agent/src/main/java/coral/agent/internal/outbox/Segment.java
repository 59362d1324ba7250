// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of the outbox, named by the position of its first record.
 *
 * @param count intact records in it
 * @param bytes up to the end of the last of them
 */
record Segment(Path file, long first, long count, long bytes) {
  static final String SUFFIX = ".seg";

  static Segment empty(Path directory, long first) {
    return new Segment(directory.resolve("%020d%s".formatted(first, SUFFIX)), first, 0, 0);
  }

  /** Counts the intact records of a file that an earlier process left. */
  static Segment scan(Path file) throws IOException {
    String name = file.getFileName().toString();
    long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    long count = 0;
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (byte[] record = Frames.read(channel, bytes);
          record != null;
          record = Frames.read(channel, bytes)) {
        count++;
        bytes += Frames.size(record);
      }
    }
    return new Segment(file, first, count, bytes);
  }

  /** Position after the last record. */
  long end() {
    return first + count;
  }

  Segment plus(long records, long moreBytes) {
    return new Segment(file, first, count + records, bytes + moreBytes);
  }
}
