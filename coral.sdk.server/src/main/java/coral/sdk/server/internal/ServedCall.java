// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of one connection. Thread-safe. */
final class ServedCall implements SdkCall {
  private final long id;
  private final ExecutionContext execution;
  private final byte[] payload;
  private final LimitHits hits;
  private final FrameWriter writer;
  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable Thread thread;
  private @Nullable CoralException aborted;

  ServedCall(
      long id, ExecutionContext execution, byte[] payload, LimitHits hits, FrameWriter writer) {
    this.id = id;
    this.execution = execution;
    this.payload = payload;
    this.hits = hits;
    this.writer = writer;
  }

  @Override
  public ExecutionContext execution() {
    return execution;
  }

  @Override
  public byte[] payload() {
    return payload;
  }

  @Override
  public void next(byte[] element) {
    throwIfAborted();
    try {
      if (!writer.send(Answers.next(id, element))) {
        throw gone();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throwIfAborted();
      throw new CoralException(ErrorCode.CANCELLED, "the call was interrupted", e);
    }
  }

  @Override
  public void hit(String limit, String value) {
    hits.add(limit, value);
  }

  @Override
  public synchronized boolean cancelled() {
    return aborted != null;
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (aborted == null) {
        actions.add(action);
        return;
      }
    }
    Thread.startVirtualThread(action);
  }

  long id() {
    return id;
  }

  /** The thread to interrupt; at once when the call is no longer wanted. */
  synchronized void runsOn(Thread running) {
    thread = running;
    if (aborted != null) {
      running.interrupt();
    }
  }

  /** Ends the call early; the first reason counts. */
  void abort(CoralException reason) {
    List<Runnable> toRun;
    synchronized (this) {
      if (aborted != null) {
        return;
      }
      aborted = reason;
      if (thread != null) {
        thread.interrupt();
      }
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Thread::startVirtualThread);
  }

  synchronized @Nullable CoralException aborted() {
    return aborted;
  }

  private void throwIfAborted() {
    CoralException reason = aborted();
    if (reason != null) {
      throw new CoralException(reason.code(), reason.sentence(), reason);
    }
  }

  static CoralException gone() {
    return new CoralException(ErrorCode.CANCELLED, "the script's connection has ended");
  }
}
