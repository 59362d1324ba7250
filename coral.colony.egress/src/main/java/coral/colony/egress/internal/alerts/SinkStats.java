// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a sink's deliveries have come to since the colony started. Thread-safe. */
public final class SinkStats {
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final AtomicReference<String> lastError = new AtomicReference<>("");
  private final AtomicReference<Optional<Instant>> lastDelivered =
      new AtomicReference<>(Optional.empty());

  void arrived(Instant at) {
    delivered.incrementAndGet();
    lastDelivered.set(Optional.of(at));
  }

  void attemptFailed(String reason) {
    failed.incrementAndGet();
    lastError.set(reason);
  }

  void died() {
    dead.incrementAndGet();
  }

  /** Deliveries that arrived. */
  public long delivered() {
    return delivered.get();
  }

  /** Attempts that did not. */
  public long failed() {
    return failed.get();
  }

  /** Deliveries that became dead letters. */
  public long dead() {
    return dead.get();
  }

  /** Of the newest failed attempt; empty: none has. */
  public String lastError() {
    return lastError.get();
  }

  /** When the last delivery arrived. */
  public Optional<Instant> lastDelivered() {
    return lastDelivered.get();
  }
}
