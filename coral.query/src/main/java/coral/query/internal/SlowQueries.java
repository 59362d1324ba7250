// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.query.QueryReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The statements of the last hour that took longest. Guarded by its owner's lock. */
final class SlowQueries {
  static final int KEPT = 20;
  static final Duration MEMORY = Duration.ofHours(1);
  static final int SQL_CHARS = 1_000;

  private static final Comparator<QueryReport.Slow> SLOWEST_FIRST =
      Comparator.comparing(QueryReport.Slow::time).reversed();

  private final Duration from;
  private final Clock clock;
  private final List<QueryReport.Slow> slowest = new ArrayList<>();

  /**
   * @param from what took less is not slow
   */
  SlowQueries(Duration from, Clock clock) {
    this.from = from;
    this.clock = clock;
  }

  void add(Ledger.Entry entry) {
    if (entry.usage().time().compareTo(from) < 0) {
      return;
    }
    Instant now = clock.instant();
    forget(now);
    slowest.add(
        new QueryReport.Slow(
            now,
            entry.origin(),
            shortened(entry.request().sql()),
            entry.usage().time(),
            entry.usage().cpu(),
            entry.usage().rows(),
            entry.outcome().words()));
    slowest.sort(SLOWEST_FIRST);
    if (slowest.size() > KEPT) {
      slowest.removeLast();
    }
  }

  /** As statements are kept, and what is said of them. */
  static String shortened(String text) {
    return text.length() > SQL_CHARS ? text.substring(0, SQL_CHARS) + "…" : text;
  }

  List<QueryReport.Slow> list() {
    forget(clock.instant());
    return List.copyOf(slowest);
  }

  private void forget(Instant now) {
    slowest.removeIf(query -> query.at().isBefore(now.minus(MEMORY)));
  }
}
