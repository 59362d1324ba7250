// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A data directory that this process alone uses, as long as it is open. */
final class LockedDirectory implements DataDirectory, AutoCloseable {
  /**
   * {@code sockaddr_un.sun_path} has 108 bytes with its final NUL, see unix(7); names get 20 of
   * them.
   */
  private static final int MAX_SOCKET_DIRECTORY = 107 - 1 - 20;

  private final Path root;
  private final FileChannel lock;
  private final Path sockets;

  private LockedDirectory(Path root, FileChannel lock, Path sockets) {
    this.root = root;
    this.lock = lock;
    this.sockets = sockets;
  }

  /**
   * Creates what is missing.
   *
   * @throws CoralException UNAVAILABLE or FAILED_PRECONDITION when it is not writable or in use
   */
  static LockedDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel = lock(root.resolve("lock"));
      return new LockedDirectory(root, channel, privateDirectory(socketDirectory(root)));
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "data directory \"%s\" cannot be written (%s): make it writable or choose another with --data"
              .formatted(root, reason(e)),
          e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // this very process has it: as much in use as by another
    }
    String holder = Files.readString(file).strip();
    channel.close();
    throw new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "data directory \"%s\" is in use by process %s: stop that one, or choose another with --data"
            .formatted(file.getParent(), holder.isEmpty() ? "(unknown)" : holder));
  }

  private static Path socketDirectory(Path root) {
    Path inside = root.resolve("run");
    if (inside.toString().getBytes(UTF_8).length <= MAX_SOCKET_DIRECTORY) {
      return inside;
    }
    CRC32C hash = new CRC32C();
    hash.update(root.toString().getBytes(UTF_8));
    return Path.of(
        "/tmp",
        "coral-"
            + System.getProperty("user.name")
            + "-"
            + HexFormat.of().toHexDigits((int) hash.getValue()));
  }

  private static Path privateDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    // also proves that it is ours: only the owner may do this
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    return directory;
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public Path directory(String name) {
    try {
      return privateDirectory(root.resolve(name));
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot create \"%s\" in the data directory: %s".formatted(root.resolve(name), reason(e)),
          e);
    }
  }

  @Override
  public Path sockets() {
    return sockets;
  }

  /**
   * Lets another process use the directory. The lock file stays, since a waiting process may hold
   * it open.
   */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
