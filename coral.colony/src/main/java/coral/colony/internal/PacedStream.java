// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A server stream at the pace of its reader. Nobody waits for the reader: what it has not taken
 * queues up, and a reader that falls too far behind is cut off. Thread-safe; no method blocks.
 */
final class PacedStream<T> {
  /** Elements that may wait, beside those put in by {@link #backlog}. */
  static final int LIMIT = 10_000;

  private final ServerCallStreamObserver<T> out;
  private final Deque<T> backlog = new ArrayDeque<>();
  private final Deque<T> live = new ArrayDeque<>();
  private final Consumer<CoralException> cut;
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
      overflow = live.size() > LIMIT && !out.isReady();
    }
    if (overflow) {
      var why =
          new CoralException(
              ErrorCode.LIMIT_EXCEEDED,
              "this reader is %,d lines behind and was cut off, the lines are kept; read them again with a smaller --tail"
                  .formatted(LIMIT));
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
      T next = backlog.isEmpty() ? live.poll() : backlog.poll();
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
}
