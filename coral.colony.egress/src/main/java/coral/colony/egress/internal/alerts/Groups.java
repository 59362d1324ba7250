// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore.Addition;
import coral.api.egress.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts alerts of one script that come close together into one delivery. What a restart interrupts
 * goes out as it is. Not thread-safe.
 */
final class Groups {
  /** Data of one delivery, beyond which it goes out: receivers limit what they take. */
  static final int MOST_CHARACTERS = 1 << 20;

  private final String sink;
  private final Duration wait;
  private final int most;
  private final Map<UUID, Delivery> open = new HashMap<>();
  private final Map<UUID, Integer> characters = new HashMap<>();

  /**
   * None is open.
   *
   * @param wait from a delivery's first alert until it goes out
   * @param most alerts in one delivery, which goes out at once when it has them
   */
  Groups(String sink, Duration wait, int most) {
    this.sink = sink;
    this.wait = wait;
    this.most = most;
  }

  /** What is to be stored for these alerts. */
  List<Addition> add(List<StoredEvent> alerts, Instant now) {
    close(now);
    Map<UUID, List<StoredEvent>> added = new HashMap<>();
    Map<UUID, Delivery> touched = new LinkedHashMap<>();
    for (StoredEvent alert : alerts) {
      Delivery before = open.get(alert.scriptId());
      Delivery grown =
          before == null ? begun(alert, now) : with(before, before.alerts() + 1, before.dueAt());
      int size = characters.merge(grown.id(), alert.event().dataJson().length(), Integer::sum);
      if (grown.alerts() >= most || size >= MOST_CHARACTERS) {
        grown = with(grown, grown.alerts(), now);
        open.remove(alert.scriptId());
      } else {
        open.put(alert.scriptId(), grown);
      }
      touched.put(grown.id(), grown);
      added.computeIfAbsent(grown.id(), id -> new ArrayList<>()).add(alert);
    }
    return touched.values().stream()
        .map(delivery -> new Addition(delivery, added.getOrDefault(delivery.id(), List.of())))
        .toList();
  }

  /** Nothing is added any more to what is due. */
  void close(Instant now) {
    open.values().removeIf(delivery -> !delivery.dueAt().isAfter(now));
    characters
        .keySet()
        .retainAll(open.values().stream().map(Delivery::id).collect(Collectors.toSet()));
  }

  /** What was added last may not have been stored. */
  void forget() {
    open.clear();
    characters.clear();
  }

  private Delivery begun(StoredEvent alert, Instant now) {
    return new Delivery(
        UUID.randomUUID(),
        sink,
        alert.scriptId(),
        alert.script(),
        now,
        now.plus(wait),
        1,
        0,
        "",
        Optional.empty());
  }

  private static Delivery with(Delivery delivery, int alerts, Instant dueAt) {
    return new Delivery(
        delivery.id(),
        delivery.sink(),
        delivery.scriptId(),
        delivery.script(),
        delivery.createdAt(),
        dueAt,
        alerts,
        delivery.attempts(),
        delivery.lastError(),
        delivery.diedAt());
  }
}
