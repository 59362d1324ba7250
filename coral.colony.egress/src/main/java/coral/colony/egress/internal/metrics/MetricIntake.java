// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.api.egress.EventCursors;
import coral.api.egress.EventPage;
import coral.api.egress.MetricStates;
import coral.colony.egress.internal.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings stored metric events into the table, each once: what the table came to is saved together
 * with the number of the last event in it, and after a crash it goes on from there.
 */
public final class MetricIntake implements AutoCloseable {
  /** Of {@link EventCursors}. */
  public static final String CONSUMER = "metrics";

  private static final String EVENT = "metric";
  private static final int PAGE = 5_000;
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How much is done again after a crash, at most; nothing is lost or counted twice. */
  private static final Duration SAVE_EVERY = Duration.ofSeconds(10);

  private final EventCursors cursors;
  private final MetricStates states;
  private final MetricTable table;
  private final Clock clock;
  private final Rounds rounds;

  // Of the rounds' thread.
  private long cursor = -1;
  private long saved;
  private Instant savedAt;

  /** Begins at once. */
  public MetricIntake(EventCursors cursors, MetricStates states, MetricTable table, Clock clock) {
    this.cursors = cursors;
    this.states = states;
    this.table = table;
    this.clock = clock;
    savedAt = clock.instant();
    rounds = new Rounds("coral-egress-metrics", this::round);
  }

  /** There are new events, perhaps. */
  public void wake() {
    rounds.wake();
  }

  private Duration round() {
    if (cursor < 0) {
      long first = cursors.open(CONSUMER);
      table.restore(states.load());
      saved = first;
      cursor = first;
    }
    EventPage page;
    do {
      page = cursors.after(cursor, EVENT, PAGE);
      page.events().forEach(table::add);
      cursor = page.through();
    } while (page.events().size() == PAGE);
    if (!clock.instant().isBefore(savedAt.plus(SAVE_EVERY))) {
      save();
    }
    return LOOK;
  }

  private void save() {
    MetricTable.Changes changes = table.takeChanges();
    if (changes.changed().isEmpty() && changes.gone().isEmpty() && cursor == saved) {
      return;
    }
    try {
      states.save(CONSUMER, changes.changed(), changes.gone(), cursor);
    } catch (RuntimeException e) {
      table.putBack(changes);
      throw e;
    }
    saved = cursor;
    savedAt = clock.instant();
  }

  /** Saves what the table came to. */
  @Override
  public void close() {
    rounds.close();
    if (rounds.ended() && cursor >= 0) {
      save();
    }
  }
}
