// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import coral.query.internal.wire.ErrorBody.Reason;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The calls under way, by id, each with its time limit. Thread-safe. */
final class Calls {
  private static final long REPEAT_MILLIS = 50;

  private final Map<Long, Call> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  Calls() {
    timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  Call add(long id) {
    Call call = new Call();
    running.put(id, call);
    return call;
  }

  void remove(long id) {
    running.remove(id);
  }

  void cancel(long id) {
    Call call = running.get(id);
    if (call != null) {
      var _ = stopAfter(call, 0, Reason.CANCELLED);
    }
  }

  /** The limit counts from now; cancel the future when the call has ended. */
  ScheduledFuture<?> limit(Call call, long millis) {
    return stopAfter(call, millis, Reason.TIMEOUT);
  }

  private ScheduledFuture<?> stopAfter(Call call, long millis, Reason reason) {
    return timer.scheduleWithFixedDelay(
        () -> stop(call, reason), millis, REPEAT_MILLIS, MILLISECONDS);
  }

  /** An exception ends the repetition, which is what is wanted once the call has ended. */
  private static void stop(Call call, Reason reason) {
    if (call.hasEnded()) {
      throw new CancellationException();
    }
    try {
      call.stop(reason);
    } catch (SQLException closed) {
      // The statement has ended by itself; the next repetition sees that.
    }
  }
}
