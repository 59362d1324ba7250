// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import coral.api.query.QueryUsage;
import java.time.Duration;
import java.util.List;

/**
 * What an execution used, and the limits that it ran into.
 *
 * @param hits limits, each once
 * @param quarantined its script is not started again here until it is deployed anew, since it was
 *     killed too often for breaking limits
 * @param cpu processor time of its process; zero: not known, or not ended
 * @param peakMemoryBytes most memory that its process held; 0: not known, or not ended
 * @param queries its statements so far
 */
public record Consumption(
    List<LimitHit> hits,
    boolean quarantined,
    Duration cpu,
    long peakMemoryBytes,
    QueryUsage queries) {
  public static final Consumption NONE =
      new Consumption(List.of(), false, Duration.ZERO, 0, QueryUsage.NONE);

  public Consumption {
    hits = List.copyOf(hits);
  }

  /** As it is known while it runs. */
  public Consumption soFar(List<LimitHit> hitsSoFar, QueryUsage queriesSoFar) {
    return new Consumption(hitsSoFar, quarantined, cpu, peakMemoryBytes, queriesSoFar);
  }

  public Consumption inQuarantine() {
    return new Consumption(hits, true, cpu, peakMemoryBytes, queries);
  }
}
