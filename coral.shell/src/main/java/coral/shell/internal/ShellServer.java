// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves shell sessions on a Unix socket that its owner alone can reach, each in a thread of its
 * own. Thread-safe.
 */
final class ShellServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShellServer.class);

  private final Path path;
  private final ServerSocketChannel listener;
  private final CommandProcessor processor;
  private final Set<ShellSession> sessions = ConcurrentHashMap.newKeySet();

  private ShellServer(Path path, ServerSocketChannel listener, CommandProcessor processor) {
    this.path = path;
    this.listener = listener;
    this.processor = processor;
  }

  /**
   * Listens at {@code path}; a socket file that is there already is stale, since the data directory
   * is locked.
   *
   * @throws CoralException UNAVAILABLE when the socket cannot be made
   */
  static ShellServer open(Path path, CommandProcessor processor) {
    try {
      Files.deleteIfExists(path);
      ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        listener.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException | RuntimeException e) {
        listener.close();
        throw e;
      }
      ShellServer server = new ShellServer(path, listener, processor);
      Thread.ofPlatform().name("coral-shell").daemon().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot open the shell's socket \"%s\": %s".formatted(path, e.getMessage()),
          e);
    }
  }

  Path path() {
    return path;
  }

  private void accept() {
    try {
      while (true) {
        serve(listener.accept());
      }
    } catch (ClosedChannelException e) {
      // closed by close()
    } catch (IOException e) {
      LOG.error("the shell takes no more sessions: {}", e.getMessage(), e);
    }
  }

  private void serve(SocketChannel channel) {
    ShellSession session = new ShellSession(channel, processor);
    sessions.add(session);
    Thread.ofVirtual()
        .name("coral-shell-session")
        .start(
            () -> {
              try {
                session.run();
              } finally {
                sessions.remove(session);
              }
            });
    if (!listener.isOpen()) {
      // close() may have looked at the sessions before this one was among them
      session.close();
    }
  }

  int sessions() {
    return sessions.size();
  }

  /** Takes no more sessions and ends those that there are, whatever they do. */
  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("the shell's socket {} stays behind: {}", path, e.getMessage());
    }
    sessions.forEach(ShellSession::close);
  }
}
