// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The services that are there now, by name. Of several with one name the highest ranking serves,
 * and among equals the newest, so that a bundle is replaced by its successor without a gap.
 */
final class Whiteboard<T> {
  private record Offer<T>(long id, int ranking, String name, T service) {}

  /** Who is told what serves. */
  interface Listener<T> {
    /** This one serves from now on, maybe instead of another. */
    void serves(String name, T service);

    /** None of that name is there any longer. */
    void gone(String name);
  }

  private final Map<Long, Offer<T>> offers = new HashMap<>();
  private final Map<String, Offer<T>> serving = new TreeMap<>();
  private @Nullable Listener<T> listener;

  /** Is told what serves now, and of each change. */
  synchronized void attach(Listener<T> told) {
    listener = told;
    serving.values().forEach(offer -> told.serves(offer.name(), offer.service()));
  }

  synchronized void add(long id, int ranking, String name, T service) {
    offers.put(id, new Offer<>(id, ranking, name, service));
    choose(name);
  }

  synchronized void remove(long id) {
    Offer<T> offer = offers.remove(id);
    if (offer != null) {
      choose(offer.name());
    }
  }

  synchronized Set<String> names() {
    return Set.copyOf(serving.keySet());
  }

  private void choose(String name) {
    Optional<Offer<T>> best =
        offers.values().stream()
            .filter(offer -> offer.name().equals(name))
            .max(Comparator.<Offer<T>>comparingInt(Offer::ranking).thenComparingLong(Offer::id));
    Listener<T> told = listener;
    if (best.isEmpty()) {
      serving.remove(name);
      if (told != null) {
        told.gone(name);
      }
      return;
    }
    Offer<T> before = serving.put(name, best.get());
    if (told != null && (before == null || best.get().id() != before.id())) {
      told.serves(name, best.get().service());
    }
  }
}
