// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.LimitHit;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session and, at most once in its life, its connection. Thread-safe. */
final class Session implements SdkSession {
  private final ExecutionContext execution;
  private final Path socket;
  private final String token;
  private final KnownProcesses processes;
  private final Consumer<Session> onClose;
  private final LimitHits limitHits = new LimitHits();
  private long boundPid;
  private Runnable unbind = () -> {};
  private boolean claimed;
  private boolean closed;
  private @Nullable Runnable disconnect;

  Session(
      ExecutionContext execution,
      Path socket,
      String token,
      KnownProcesses processes,
      Consumer<Session> onClose) {
    this.execution = execution;
    this.socket = socket;
    this.token = token;
    this.processes = processes;
    this.onClose = onClose;
  }

  @Override
  public ExecutionContext execution() {
    return execution;
  }

  @Override
  public Path socket() {
    return socket;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public synchronized boolean connected() {
    return claimed;
  }

  @Override
  public List<LimitHit> limitHits() {
    return limitHits.list();
  }

  @Override
  public synchronized void bind(long pid) {
    if (boundPid != 0 && boundPid != pid) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "cannot bind the SDK session of execution %s to process %d: it belongs to process %d"
              .formatted(execution.executionId(), pid, boundPid));
    }
    if (boundPid == 0 && !closed) {
      unbind = processes.bind(pid);
    }
    boundPid = pid;
  }

  @Override
  public void close() {
    Runnable toRun;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      unbind.run();
      toRun = disconnect;
    }
    if (toRun != null) {
      toRun.run();
    }
    onClose.accept(this);
  }

  LimitHits hits() {
    return limitHits;
  }

  /**
   * Makes this session the connection's, for good.
   *
   * @param peer the connecting process
   * @param hangUp ends the connection when the session is closed
   */
  synchronized void claim(long peer, Runnable hangUp) {
    if (boundPid == 0 || !processes.isSameOrDescendant(peer, boundPid)) {
      throw new CoralException(
          ErrorCode.PERMISSION_DENIED,
          "process %d may not use the SDK session of execution %s, which is for %s"
              .formatted(
                  peer,
                  execution.executionId(),
                  boundPid == 0 ? "no process yet" : "process " + boundPid));
    }
    if (claimed || closed) {
      throw new CoralException(
          ErrorCode.UNAUTHENTICATED,
          "the token of execution %s was used before; it is good for one connection"
              .formatted(execution.executionId()));
    }
    claimed = true;
    disconnect = hangUp;
  }
}
