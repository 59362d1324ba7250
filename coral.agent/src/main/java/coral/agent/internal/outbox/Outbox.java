// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log on disk, bounded, of records that wait to be acknowledged. Records have
 * positions that count up from 0 over the life of the directory. What was appended durably survives
 * the death of the process and of the machine; what was acknowledged is deleted file by file.
 * Thread-safe.
 *
 * <p>One thread writes: everything that was appended while it was busy goes to the disk in one
 * write and one fsync.
 */
public final class Outbox implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** What could not be written is tried again after so long, or with the next record. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Path directory;
  private final long maxBytes;
  private final long segmentBytes;
  private final AckFile ackFile;
  private final SegmentFiles files;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread writer;

  private final Deque<Pending> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long acknowledged;
  private boolean closed;
  private boolean failing;

  private static final class Pending {
    private final byte[] record;
    private final @Nullable CompletableFuture<@Nullable Void> durable;

    /** Not given up when it cannot be written. */
    private final boolean kept;

    Pending(byte[] record, @Nullable CompletableFuture<@Nullable Void> durable, boolean kept) {
      this.record = record;
      this.durable = durable;
      this.kept = kept;
    }
  }

  private Outbox(Path directory, long maxBytes) throws IOException {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.ackFile = new AckFile(directory.resolve("acknowledged"));
    this.acknowledged = ackFile.read();
    this.segmentBytes = Math.max(4096, maxBytes / 16);
    this.files = new SegmentFiles(directory, segmentBytes, acknowledged);
    if (acknowledged > files.end()) {
      // The machine died between an acknowledgement and the fsync of what it was for.
      this.acknowledged = files.end();
      ackFile.write(acknowledged);
    }
    this.writer = Thread.ofPlatform().daemon().name("coral-outbox").start(this::write);
  }

  /**
   * Opens the outbox of a directory, making it when missing.
   *
   * @param maxBytes what the files may take together
   * @throws CoralException UNAVAILABLE when the directory cannot be used
   */
  public static Outbox open(Path directory, long maxBytes) {
    try {
      Files.createDirectories(directory);
      return new Outbox(directory, maxBytes);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /**
   * Appends a record that must not be lost; the future completes when it is on the disk, or with
   * UNAVAILABLE when it could not be written.
   *
   * @throws CoralException LIMIT_EXCEEDED when the outbox is full
   */
  public CompletableFuture<@Nullable Void> append(byte[] record) {
    return enqueue(record, true, true);
  }

  /**
   * As {@link #append}, for the few records that have to go through even when the outbox is full,
   * and that nobody would append again: while they cannot be written they wait in memory.
   */
  public CompletableFuture<@Nullable Void> appendAlways(byte[] record) {
    return enqueue(record, true, false);
  }

  /** Appends a record that may be lost with the machine; false when the outbox is full. */
  public boolean offer(byte[] record) {
    try {
      var _ = enqueue(record, false, true);
      return true;
    } catch (CoralException full) {
      return false;
    }
  }

  private synchronized CompletableFuture<@Nullable Void> enqueue(
      byte[] record, boolean durable, boolean bounded) {
    if (closed) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "the agent is stopping");
    }
    if (bounded && files.bytes() + queuedBytes + Frames.size(record) > maxBytes) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "the outbox is full: %,d bytes wait for the colony, see agent.outbox_limit_mb"
              .formatted(files.bytes() + queuedBytes));
    }
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    queue.add(new Pending(record, durable ? done : null, !bounded));
    queuedBytes += Frames.size(record);
    notifyAll();
    return done;
  }

  private void write() {
    for (List<Pending> batch = take(); !batch.isEmpty(); batch = take()) {
      List<byte[]> records = batch.stream().map(pending -> pending.record).toList();
      long bytes = records.stream().mapToLong(Frames::size).sum();
      try {
        files.append(records, batch.stream().anyMatch(pending -> pending.durable != null));
        written(bytes);
        complete(batch, null);
        listeners.forEach(Runnable::run);
      } catch (IOException | RuntimeException e) {
        complete(failed(batch, e), unusable(directory, e));
      }
    }
  }

  /** Waits for records, and takes no more of them than fit a file; empty: closed and drained. */
  private synchronized List<Pending> take() {
    boolean pause = failing;
    while ((queue.isEmpty() || pause) && !closed) {
      try {
        wait(pause ? RETRY.toMillis() : 0);
        pause = false;
      } catch (InterruptedException e) {
        // Nobody interrupts this thread; closing is what ends it.
        log.debug("interrupted", e);
      }
    }
    List<Pending> batch = new ArrayList<>();
    for (long bytes = 0; !queue.isEmpty() && bytes < segmentBytes; ) {
      Pending next = queue.removeFirst();
      bytes += Frames.size(next.record);
      batch.add(next);
    }
    return batch;
  }

  private synchronized void written(long bytes) {
    queuedBytes -= bytes;
    failing = false;
  }

  /** Puts back what is kept; these are the others. */
  private synchronized List<Pending> failed(List<Pending> batch, Exception e) {
    if (!failing) {
      log.error(
          "cannot write to {}; events are refused and log lines are lost until it can be written again",
          directory,
          e);
    }
    failing = true;
    List<Pending> lost = new ArrayList<>();
    for (Pending pending : batch.reversed()) {
      if (pending.kept && !closed && queuedBytes <= maxBytes) {
        queue.addFirst(pending);
      } else {
        lost.add(pending);
        queuedBytes -= Frames.size(pending.record);
      }
    }
    return lost.reversed();
  }

  private static void complete(List<Pending> batch, @Nullable Throwable failure) {
    for (Pending pending : batch) {
      CompletableFuture<@Nullable Void> durable = pending.durable;
      if (durable == null) {
        continue;
      }
      if (failure == null) {
        durable.complete(null);
      } else {
        durable.completeExceptionally(failure);
      }
    }
  }

  private static CoralException unusable(Path directory, Exception cause) {
    return new CoralException(
        ErrorCode.UNAVAILABLE,
        "cannot write the outbox %s: %s".formatted(directory, cause.getMessage()),
        cause);
  }

  /**
   * Runs after records were written, on the writing thread; must not block. Close to stop
   * listening.
   */
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** A reader that starts with the first record that was not acknowledged. */
  public OutboxReader reader() {
    return new OutboxReader(this, files, acknowledged());
  }

  /** Everything before this position has been acknowledged. */
  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** Records written and not acknowledged. */
  public long waiting() {
    return files.end() - acknowledged();
  }

  /**
   * Forgets all records before {@code position}; a position that was passed already changes
   * nothing.
   */
  public synchronized void acknowledge(long position) {
    if (position <= acknowledged || closed) {
      return;
    }
    acknowledged = Math.min(position, files.end());
    try {
      ackFile.write(acknowledged);
    } catch (IOException e) {
      log.warn("cannot note in {} what the colony has; it will be sent again", directory, e);
    }
    try {
      files.deleteBefore(acknowledged);
    } catch (IOException e) {
      log.warn("cannot delete in {} what the colony has", directory, e);
    }
  }

  /** Writes what was appended, then closes the files. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
      files.close();
      ackFile.close();
    } catch (IOException e) {
      log.warn("cannot close {}", directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
