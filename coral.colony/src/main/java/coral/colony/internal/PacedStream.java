// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import com.google.protobuf.MessageLite;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server stream at the pace of its reader. Nobody waits for the reader: what it has not taken
 * queues up, and a reader that falls too far behind is cut off. Thread-safe; no method blocks.
 */
final class PacedStream<T extends MessageLite> {
  /** What may wait, beside what {@link #backlog} put in. */
  static final int LIMIT_MB = 16;

  /** Of an element in the queue, beside its content. */
  private static final int OVERHEAD_BYTES = 200;

  private final ServerCallStreamObserver<T> out;
  private final Deque<T> backlog = new ArrayDeque<>();
  private final Deque<T> live = new ArrayDeque<>();
  private final Consumer<CoralException> cut;
  private long liveBytes;
  private boolean completing;
  private boolean ended;

  /**
   * For use within the call's method, before it returns.
   *
   * @param cancelled called when the reader goes away
   * @param cut called after the reader was cut off
   */
  PacedStream(ServerCallStreamObserver<T> out, Runnable cancelled, Consumer<CoralException> cut) {
    this.out = out;
    this.cut = cut;
    out.setOnReadyHandler(this::drain);
    out.setOnCancelHandler(
        () -> {
          end();
          cancelled.run();
        });
  }

  /** Puts in elements that do not count against the limit and go before those offered. */
  void backlog(Collection<T> elements) {
    synchronized (this) {
      backlog.addAll(elements);
    }
    drain();
  }

  void offer(T element) {
    boolean overflow;
    synchronized (this) {
      if (ended || completing) {
        return;
      }
      live.add(element);
      liveBytes += bytes(element);
      overflow = liveBytes > (long) LIMIT_MB << 20 && !out.isReady();
    }
    if (overflow) {
      var why =
          new CoralException(
              ErrorCode.LIMIT_EXCEEDED,
              "this reader is %d MB behind and was cut off; what it missed is kept, read it again with --tail"
                  .formatted(LIMIT_MB));
      fail(why);
      cut.accept(why);
    } else {
      drain();
    }
  }

  /** Ends the stream once all that is in it was sent. */
  void complete() {
    synchronized (this) {
      completing = true;
    }
    drain();
  }

  /** Ends the stream now. */
  synchronized void fail(CoralException why) {
    if (!ended) {
      end();
      out.onError(why);
    }
  }

  private synchronized void end() {
    ended = true;
    backlog.clear();
    live.clear();
  }

  private synchronized void drain() {
    while (!ended && out.isReady()) {
      T next = next();
      if (next == null) {
        break;
      }
      out.onNext(next);
    }
    if (completing && !ended && backlog.isEmpty() && live.isEmpty()) {
      end();
      out.onCompleted();
    }
  }

  private @Nullable T next() {
    if (!backlog.isEmpty()) {
      return backlog.poll();
    }
    T next = live.poll();
    if (next != null) {
      liveBytes -= bytes(next);
    }
    return next;
  }

  private static int bytes(MessageLite element) {
    return element.getSerializedSize() + OVERHEAD_BYTES;
  }
}
