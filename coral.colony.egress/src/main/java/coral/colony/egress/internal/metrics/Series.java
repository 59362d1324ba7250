// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.time.Instant;
import java.util.SortedMap;

/**
 * One series of a metric, as of now; immutable.
 *
 * @param labels as the script wrote them, without script and agent
 * @param since when its first event was
 * @param at when its newest event was
 */
public record Series(
    String script,
    String agent,
    SortedMap<String, String> labels,
    double value,
    Instant since,
    Instant at) {

  /** Of a gauge, the newer value; an event that comes late changes nothing. */
  Series set(double newer, Instant when) {
    return when.isBefore(at) ? this : new Series(script, agent, labels, newer, since, when);
  }

  /** Of a counter. */
  Series plus(double more, Instant when) {
    return new Series(script, agent, labels, value + more, since, when.isBefore(at) ? at : when);
  }
}
