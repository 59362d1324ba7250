// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.query.QueryOrigin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Each script's share of processor time, as a token bucket: it fills with time and empties with
 * what statements cost, which is known only afterwards. A script that owes waits until it has paid;
 * what it may use at once is its share of {@link #WINDOW}. Thread-safe.
 */
final class ScriptCpu {
  static final Duration WINDOW = Duration.ofSeconds(20);

  /** Scripts; of more, those that have all of their share are forgotten. */
  private static final int REMEMBERED = 200;

  private final double share;
  private final double mostNanos;
  private final LongSupplier nanoTime;
  private final Map<UUID, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param percent of one core, for each script
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  ScriptCpu(int percent, LongSupplier nanoTime) {
    share = percent / 100.0;
    mostNanos = share * WINDOW.toNanos();
    this.nanoTime = nanoTime;
  }

  private record Bucket(double nanos, long at) {}

  /** How long the next statement has to wait; zero for parts of Coral. */
  Duration debt(QueryOrigin origin) {
    Optional<Bucket> bucket = origin.scriptId().map(buckets::get);
    double nanos = bucket.map(this::now).orElse(0.0);
    return nanos >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-nanos / share));
  }

  void charge(QueryOrigin origin, Duration cpu) {
    origin
        .scriptId()
        .ifPresent(
            script ->
                buckets.compute(
                    script,
                    (id, bucket) ->
                        new Bucket(
                            (bucket == null ? mostNanos : now(bucket)) - cpu.toNanos(),
                            nanoTime.getAsLong())));
    if (buckets.size() > REMEMBERED) {
      buckets.values().removeIf(bucket -> now(bucket) >= mostNanos);
    }
  }

  private double now(Bucket bucket) {
    return Math.min(mostNanos, bucket.nanos() + share * (nanoTime.getAsLong() - bucket.at()));
  }
}
