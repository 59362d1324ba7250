// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many queries of a script run at once; others wait for their turn, first come first
 * served. Thread-safe.
 */
final class RunningQueries {
  private final int most;
  private final Map<UUID, Places> scripts = new ConcurrentHashMap<>();

  /** Of one script, as long as any of its queries runs or waits. */
  private static final class Places {
    final Semaphore free;
    int wanted;

    Places(int most) {
      free = new Semaphore(most, true);
    }
  }

  /** A query's right to run, given back by closing it. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param most of one script
   */
  RunningQueries(int most) {
    this.most = most;
  }

  /**
   * Waits until the call may run. Having to wait counts as running into the limit.
   *
   * @throws InterruptedException when the call is cancelled meanwhile
   */
  Place enter(SdkCall call) throws InterruptedException {
    UUID script = call.execution().scriptId();
    Places places =
        scripts.compute(
            script,
            (id, known) -> {
              Places its = known == null ? new Places(most) : known;
              its.wanted++;
              return its;
            });
    try {
      if (!places.free.tryAcquire(0, TimeUnit.SECONDS)) { // without a time it would jump the queue
        call.hit("query.max_concurrent_per_script", most + " queries");
        places.free.acquire();
      }
    } catch (InterruptedException e) {
      forget(script);
      throw e;
    }
    return () -> {
      places.free.release();
      forget(script);
    };
  }

  private void forget(UUID script) {
    scripts.computeIfPresent(script, (id, its) -> --its.wanted > 0 ? its : null);
  }

  /** Scripts of which there is anything to remember. */
  int scripts() {
    return scripts.size();
  }
}
