// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an outbox in order, while it is being written. Not thread-safe. */
public final class OutboxReader implements AutoCloseable {
  private final Outbox outbox;
  private final SegmentFiles files;

  private long position;
  private @Nullable Path file;
  private @Nullable FileChannel channel;
  private long offset;

  OutboxReader(Outbox outbox, SegmentFiles files, long position) {
    this.outbox = outbox;
    this.files = files;
    this.position = position;
  }

  /**
   * Records in order.
   *
   * @param end acknowledging up to here says that these records have arrived
   */
  public record Batch(List<byte[]> records, long end) {}

  /** The next records, empty when all were read; at least one, whatever its size. */
  public Batch next(int maxRecords, int maxBytes) {
    List<byte[]> records = new ArrayList<>();
    try {
      int bytes = 0;
      while (records.size() < maxRecords && bytes < maxBytes) {
        byte[] record = read();
        if (record == null) {
          break;
        }
        records.add(record);
        bytes += record.length;
      }
    } catch (NoSuchFileException acknowledgedMeanwhile) {
      position = Math.max(position, outbox.acknowledged());
      release();
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE, "cannot read the outbox: " + e.getMessage(), e);
    }
    return new Batch(records, position);
  }

  private byte @Nullable [] read() throws IOException {
    Segment segment = files.at(position);
    if (segment.end() <= position) {
      return null;
    }
    FileChannel open = open(segment);
    byte[] record = Frames.read(open, offset);
    if (record == null) {
      throw new IOException("record " + position + " in " + segment.file() + " is damaged");
    }
    position++;
    offset += Frames.size(record);
    return record;
  }

  private FileChannel open(Segment segment) throws IOException {
    if (channel != null && segment.file().equals(file)) {
      return channel;
    }
    release();
    FileChannel opened = FileChannel.open(segment.file(), StandardOpenOption.READ);
    channel = opened;
    file = segment.file();
    offset = 0;
    // Records that a damaged file lost are skipped: the next file begins behind them.
    long skip = Math.max(0, position - segment.first());
    position = segment.first() + skip;
    for (long i = 0; i < skip; i++) {
      byte[] record = Frames.read(opened, offset);
      if (record == null) {
        throw new IOException(
            "record " + (segment.first() + i) + " in " + segment.file() + " is damaged");
      }
      offset += Frames.size(record);
    }
    return opened;
  }

  private void release() {
    FileChannel open = channel;
    channel = null;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new CoralException(ErrorCode.INTERNAL, "cannot close a segment of the outbox", e);
      }
    }
  }

  @Override
  public void close() {
    release();
  }
}
