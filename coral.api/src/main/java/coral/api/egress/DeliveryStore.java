// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Deliveries that are waiting or dead, durable when a call returns. Each has its own copy of its
 * alerts: neither retention nor the deletion of a script takes anything from it. Thread-safe.
 */
@ProviderType
public interface DeliveryStore {
  /** Alerts for one delivery; it is made when it is not there yet. */
  record Addition(Delivery delivery, List<StoredEvent> alerts) {
    public Addition {
      alerts = List.copyOf(alerts);
    }
  }

  /** How many deliveries of a sink are waiting, and how many are dead. */
  record Counts(int pending, int dead) {}

  /** Stores additions and moves the sink's cursor, in one transaction. */
  void enqueue(String sink, List<Addition> additions, long through);

  /** Waiting deliveries of a sink that are due, longest due first. */
  List<Delivery> due(String sink, Instant now, int limit);

  /** When the next waiting delivery of a sink after {@code now} is due. */
  Optional<Instant> nextDue(String sink, Instant now);

  /** The alerts of a delivery, in the order of storing. */
  List<StoredEvent> alerts(UUID delivery);

  /** Remembers an attempt that failed. */
  void failed(UUID delivery, int attempts, String error);

  /** Forgets a delivery that has arrived. */
  void delivered(UUID delivery);

  /**
   * Makes a delivery a dead letter.
   *
   * @param most dead letters to keep; the oldest go
   * @return how many had to go
   */
  int die(UUID delivery, Instant at, String reason, int most);

  /** Makes dead letters of what waits for any other sink than these. */
  int abandon(Set<String> sinks, Instant at, String reason);

  /** The newest dead letters, newest first. */
  List<Delivery> deadLetters(int limit);

  /**
   * Lets dead letters wait again, as if they were new.
   *
   * @param ids which; empty: all
   * @param sinks only those for these sinks
   * @return which they were
   */
  List<Delivery> resend(Set<UUID> ids, Set<String> sinks, Instant now);

  /** By sink; one that has none of either is missing. */
  Map<String, Counts> counts();
}
