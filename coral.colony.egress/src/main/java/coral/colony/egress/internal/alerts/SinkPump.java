// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore;
import coral.api.egress.DeliveryStore.Counts;
import coral.api.egress.EventCursors;
import coral.api.egress.EventPage;
import coral.api.egress.StoredEvent;
import coral.api.execution.Severity;
import coral.colony.egress.internal.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings stored alerts to one sink. First they become deliveries, in the transaction that moves the
 * sink's cursor; those go out when they are due, and are forgotten when they have arrived. Sinks
 * know nothing of each other, and ingestion nothing of sinks.
 */
public final class SinkPump implements AutoCloseable {
  private static final String EVENT = "alert";
  private static final int PAGE = 500;
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** With so many waiting, further events wait in the store, where they are. */
  private static final int MOST_PENDING = 1_000;

  /** With so many being tried, the others wait for their turn. */
  private static final int MOST_IN_FLIGHT = 64;

  private final Sink sink;
  private final EventCursors cursors;
  private final DeliveryStore store;
  private final Clock clock;
  private final Groups groups;
  private final Courier courier;
  private final SinkStats stats = new SinkStats();
  private final Set<UUID> inFlight = ConcurrentHashMap.newKeySet();
  private final Rounds rounds;

  // Of the rounds' thread.
  private long cursor = -1;

  /** Begins at once. */
  public SinkPump(
      Sink sink, EventCursors cursors, DeliveryStore store, AlertSettings settings, Clock clock) {
    this.sink = sink;
    this.cursors = cursors;
    this.store = store;
    this.clock = clock;
    groups = new Groups(sink.name(), settings.groupWait(), settings.mostAlerts());
    courier = new Courier(sink, store, settings, stats, clock);
    rounds = new Rounds("coral-egress-" + sink.name(), this::round);
  }

  /** Where it goes to. */
  public Sink sink() {
    return sink;
  }

  /** What it came to. */
  public SinkStats stats() {
    return stats;
  }

  /** There is something new, perhaps. */
  public void wake() {
    rounds.wake();
  }

  private Duration round() {
    if (cursor < 0) {
      cursor = cursors.open(sink.name());
    }
    boolean more = take();
    send();
    if (more) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    return store
        .nextDue(sink.name(), now)
        .map(next -> Duration.between(now, next))
        .filter(wait -> wait.compareTo(LOOK) < 0)
        .orElse(LOOK);
  }

  /** Makes deliveries of the next events; false: there are no more now. */
  private boolean take() {
    EventPage page = cursors.after(cursor, EVENT, PAGE);
    if (page.through() == cursor || (!page.events().isEmpty() && isFull())) {
      return false;
    }
    List<StoredEvent> alerts =
        page.events().stream()
            .filter(event -> Severity.of(event.event()).compareTo(sink.minSeverity()) >= 0)
            .toList();
    if (!page.events().isEmpty() || page.through() - cursor > PAGE) {
      try {
        store.enqueue(sink.name(), groups.add(alerts, clock.instant()), page.through());
      } catch (RuntimeException e) {
        groups.forget();
        throw e;
      }
    }
    cursor = page.through();
    return page.events().size() == PAGE;
  }

  private boolean isFull() {
    Counts counts = store.counts().get(sink.name());
    return counts != null && counts.pending() >= MOST_PENDING;
  }

  private void send() {
    Instant now = clock.instant();
    groups.close(now);
    // Asked before the store: what arrives in between is in its answer, and no longer in flight.
    Set<UUID> before = Set.copyOf(inFlight);
    for (Delivery delivery : store.due(sink.name(), now, MOST_IN_FLIGHT)) {
      if (!before.contains(delivery.id()) && inFlight.size() < MOST_IN_FLIGHT) {
        inFlight.add(delivery.id());
        courier.start(delivery, () -> ended(delivery));
      }
    }
  }

  private void ended(Delivery delivery) {
    inFlight.remove(delivery.id());
    rounds.wake();
  }

  /** Interrupts what is being sent; it is sent again after the next start. */
  @Override
  public void close() {
    rounds.close();
    courier.close();
  }
}
