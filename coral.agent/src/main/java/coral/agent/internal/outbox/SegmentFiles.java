// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments of one directory, the last of them open for appending. Thread-safe. */
final class SegmentFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SegmentFiles.class);

  private final Path directory;
  private final long segmentBytes;
  private final List<Segment> segments = new ArrayList<>();
  private FileChannel active;

  SegmentFiles(Path directory, long segmentBytes, long acknowledged) throws IOException {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    for (Path file : files(directory)) {
      segments.add(Segment.scan(file));
    }
    if (segments.isEmpty()) {
      segments.add(Segment.empty(directory, acknowledged));
    }
    active = openLast();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(Segment.SUFFIX)).sorted().toList();
    }
  }

  /** Cuts off what a killed process left half-written. */
  private FileChannel openLast() throws IOException {
    Segment last = segments.getLast();
    FileChannel channel =
        FileChannel.open(last.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.size() > last.bytes()) {
      log.info(
          "cut {} bytes of an unfinished record off {}",
          channel.size() - last.bytes(),
          last.file());
      channel.truncate(last.bytes());
    }
    return channel;
  }

  /**
   * Writes the records behind all others, forced to the disk when {@code durable}; all of them or
   * none.
   */
  synchronized void append(List<byte[]> records, boolean durable) throws IOException {
    if (segments.getLast().bytes() >= segmentBytes) {
      rotate();
    }
    Segment last = segments.getLast();
    int bytes = records.stream().mapToInt(Frames::size).sum();
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    records.forEach(record -> Frames.put(buffer, record));
    buffer.flip();
    try {
      for (long at = last.bytes(); buffer.hasRemaining(); ) {
        at += active.write(buffer, at);
      }
      if (durable) {
        active.force(false);
      }
    } catch (IOException e) {
      cutBack(last, e);
      throw e;
    }
    segments.set(segments.size() - 1, last.plus(records.size(), bytes));
  }

  /** A later process must not find the records of a batch that failed. */
  private void cutBack(Segment last, IOException cause) {
    try {
      active.truncate(last.bytes());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void rotate() throws IOException {
    Segment next = Segment.empty(directory, segments.getLast().end());
    FileChannel channel =
        FileChannel.open(
            next.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    // What rode along unforced in the old file must not be newer than what is forced in the new
    // one.
    active.force(false);
    active.close();
    active = channel;
    segments.add(next);
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** Position after the last record. */
  synchronized long end() {
    return segments.getLast().end();
  }

  synchronized long bytes() {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  /** Deletes what lies wholly before {@code position}, but never the file that is being written. */
  synchronized void deleteBefore(long position) throws IOException {
    while (segments.size() > 1 && segments.get(1).first() <= position) {
      Files.deleteIfExists(segments.removeFirst().file());
    }
    if (segments.getLast().end() <= position && segments.getLast().bytes() >= segmentBytes) {
      rotate();
      Files.deleteIfExists(segments.removeFirst().file());
    }
  }

  /** The segment that holds {@code position}, or the first one behind it, or the last one. */
  synchronized Segment at(long position) {
    for (Segment segment : segments) {
      if (position < segment.end()) {
        return segment;
      }
    }
    return segments.getLast();
  }

  @Override
  public synchronized void close() throws IOException {
    active.force(false);
    active.close();
  }
}
