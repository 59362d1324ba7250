// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Hashes files, one at a time and a quarter of the time at most, so that a script that asks again
 * and again costs the agent no more than that of one core.
 */
final class FileDigest {
  static final long MAX_BYTES = 64L << 20;

  private static final int CHUNK_BYTES = 1 << 18;
  private static final int REST_PER_WORK = 3;

  /** A read that waited for its disk was no work. */
  private static final Duration MOST_REST = Duration.ofMillis(100);

  private final ReentrantLock one = new ReentrantLock(true);
  private final Pause pause;

  FileDigest() {
    this(Thread::sleep);
  }

  FileDigest(Pause pause) {
    this.pause = pause;
  }

  /** What waits; a test's own does not. */
  @FunctionalInterface
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /**
   * What a file held.
   *
   * @param sha256 64 hexadecimal digits
   * @param size of what was hashed, in bytes
   */
  record Result(String sha256, long size, Instant modifiedAt) {}

  /**
   * Hashes a regular file that is no symbolic link.
   *
   * @param cancelled asked before each part that is read
   * @throws CoralException FAILED_PRECONDITION for anything but a regular file, LIMIT_EXCEEDED for
   *     one of more than 64 MB, CANCELLED; and what {@link #failure} makes of an I/O error
   */
  Result hash(Path file, BooleanSupplier cancelled) throws InterruptedException {
    one.lockInterruptibly();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // before it is opened: opening a pipe waits for whoever writes to it
      if (!attributes.isRegularFile()) {
        throw new CoralException(
            ErrorCode.FAILED_PRECONDITION,
            "\"%s\" is %s; only regular files can be hashed"
                .formatted(file, attributes.isDirectory() ? "a directory" : "no regular file"));
      }
      checkSize(file, attributes.size());
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        return read(file, channel, attributes.lastModifiedTime().toInstant(), cancelled);
      }
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      one.unlock();
    }
  }

  /** A file may be longer than it says: it grows, or is one of /proc, whose sizes are 0. */
  private Result read(
      Path file, SeekableByteChannel channel, Instant modifiedAt, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    long size = 0;
    boolean more = true;
    while (more) {
      if (cancelled.getAsBoolean()) {
        throw new CoralException(ErrorCode.CANCELLED, "the call was cancelled");
      }
      long began = System.nanoTime();
      more = fill(channel, chunk.clear());
      digest.update(chunk.flip());
      size += chunk.limit();
      checkSize(file, size);
      rest(Duration.ofNanos(System.nanoTime() - began));
    }
    return new Result(HexFormat.of().formatHex(digest.digest()), size, modifiedAt);
  }

  private static boolean fill(SeekableByteChannel channel, ByteBuffer chunk) throws IOException {
    while (chunk.hasRemaining()) {
      if (channel.read(chunk) < 0) {
        return false;
      }
    }
    return true;
  }

  private void rest(Duration work) throws InterruptedException {
    Duration rest = work.multipliedBy(REST_PER_WORK);
    pause.rest(rest.compareTo(MOST_REST) < 0 ? rest : MOST_REST);
  }

  private static void checkSize(Path file, long size) {
    if (size > MAX_BYTES) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "\"%s\" has more than %d MB, which is the most that is hashed"
              .formatted(file, MAX_BYTES >> 20));
    }
  }

  /** What an I/O error means to a script. */
  static CoralException failure(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          new CoralException(ErrorCode.NOT_FOUND, "\"%s\" is not there".formatted(file), e);
      case AccessDeniedException _ ->
          new CoralException(
              ErrorCode.PERMISSION_DENIED,
              "\"%s\" cannot be read by the user that the agent runs as".formatted(file),
              e);
      default ->
          new CoralException(
              ErrorCode.FAILED_PRECONDITION,
              "\"%s\" cannot be read: %s".formatted(file, e.getMessage()),
              e);
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
