// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkMonitor;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a Unix socket for the scripts whose sessions are open. Thread-safe. */
final class SdkServer implements SdkSessions, SdkMonitor, AutoCloseable {
  /** More than {@code script.max_concurrent} can be; each may have one connection. */
  static final int MAX_SESSIONS = 1_024;

  private static final Duration GREETING = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(SdkServer.class);

  private final Path socket;
  private final AFUNIXServerSocketChannel listener;
  private final Counters counters = new Counters();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      timer(Thread.ofPlatform().daemon().name("sdk-timer").factory());
  private final KnownProcesses processes;
  private final WaitingRoom waiting;
  private final Sessions sessions;
  private final Connection.Shared shared;
  private volatile Limits limits;
  private volatile boolean closed;

  /**
   * Listens at once.
   *
   * @param socket a file in a directory that nobody else may enter
   */
  SdkServer(Path socket, MethodTable methods, Limits limits, String agentVersion) {
    this(socket, methods, limits, agentVersion, Ancestry.ofThisMachine(), GREETING);
  }

  SdkServer(
      Path socket,
      MethodTable methods,
      Limits limits,
      String agentVersion,
      Ancestry processes,
      Duration greeting) {
    this.socket = socket;
    this.limits = limits;
    this.processes = new KnownProcesses(processes);
    waiting = new WaitingRoom(this.processes);
    sessions = new Sessions(socket, this.processes);
    shared =
        new Connection.Shared(
            sessions,
            this.processes,
            new Buffers(),
            methods,
            () -> this.limits,
            counters,
            new Complaints(counters),
            agentVersion,
            greeting,
            timer);
    listener = listen(socket);
    Thread.ofPlatform().daemon().name("sdk-accept").start(this::accept);
  }

  @Override
  public SdkSession open(ExecutionContext execution) {
    if (closed) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "the SDK server is stopping");
    }
    if (sessions.size() >= MAX_SESSIONS) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot open an SDK session for execution %s: %d are open, which is the most"
              .formatted(execution.executionId(), MAX_SESSIONS));
    }
    return sessions.open(execution);
  }

  @Override
  public Path socket() {
    return socket;
  }

  @Override
  public Expected expect(long pid) {
    return processes.expect(pid)::run;
  }

  @Override
  public Stats stats() {
    return new Stats(
        sessions.size(),
        connections.size(),
        counters.calls.sum(),
        counters.failed.sum(),
        counters.cancelled.sum(),
        counters.limited.sum(),
        counters.rejected.sum());
  }

  /** Takes effect for the connections that are open, too. */
  void limit(Limits newLimits) {
    limits = newLimits;
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.warn("could not remove the SDK socket {}: {}", socket, e.toString());
    }
    sessions.closeAll();
    connections.forEach(Connection::close);
    timer.shutdownNow();
  }

  private static AFUNIXServerSocketChannel listen(Path socket) {
    AFUNIXServerSocketChannel listener = null;
    try {
      // A file is left over from a process that was killed: the data directory's lock says so.
      Files.deleteIfExists(socket);
      listener = AFUNIXServerSocketChannel.open();
      listener.bind(AFUNIXSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      return listener;
    } catch (IOException e) {
      closeQuietly(listener);
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot listen for scripts on the Unix socket " + socket + ": " + e.getMessage(),
          e);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("could not accept a script's connection on {}: {}", socket, e.toString());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private void serve(AFUNIXSocketChannel channel) {
    try {
      AFUNIXSocketCredentials credentials = channel.getPeerCredentials();
      var peer = new Peer(credentials.getPid(), credentials.getUid());
      var connection = new Connection(channel, peer, shared);
      connections.add(connection);
      Runnable leave =
          waiting.enter(
              peer, () -> connection.endUngreeted("others wanted its place before it said Hello"));
      Runnable forget =
          () -> {
            leave.run();
            connections.remove(connection);
          };
      start(connection, leave, forget, peer);
      if (closed) {
        connection.close();
      }
    } catch (IOException e) {
      LOG.warn("could not learn who connected to {}: {}", socket, e.toString());
      closeQuietly(channel);
    }
  }

  private static void start(Connection connection, Runnable greeted, Runnable ended, Peer peer) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("sdk-read " + peer.pid())
          .start(
              () -> {
                try {
                  connection.run(greeted);
                } finally {
                  ended.run();
                }
              });
    } catch (OutOfMemoryError e) {
      // The system has no thread to give: the next connection may be luckier.
      connection.endUngreeted("no thread could be started for it");
      ended.run();
    }
  }

  static ScheduledThreadPoolExecutor timer(ThreadFactory threads) {
    // A connection may still be greeted while the server stops: its limit does not matter then.
    var timer = new ScheduledThreadPoolExecutor(1, threads, new DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static void closeQuietly(@Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      LOG.debug("could not close {}", closeable, e);
    }
  }
}
