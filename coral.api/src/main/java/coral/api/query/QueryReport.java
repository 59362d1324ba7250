// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an engine's statements came to since it started.
 *
 * @param running now
 * @param total of all scripts and parts of Coral
 * @param workerRestarts how often the worker process was replaced
 * @param scripts each by itself, the one with most processor time first; those that have not asked
 *     for long are left out
 * @param slow statements of the last hour that took longest, the slowest first
 */
public record QueryReport(
    int running, QueryUsage total, long workerRestarts, List<Script> scripts, List<Slow> slow) {
  public static final QueryReport NONE =
      new QueryReport(0, QueryUsage.NONE, 0, List.of(), List.of());

  public QueryReport {
    scripts = List.copyOf(scripts);
    slow = List.copyOf(slow);
  }

  /**
   * A script, or a part of Coral.
   *
   * @param running now
   */
  public record Script(QueryOrigin origin, int running, QueryUsage usage) {}

  /**
   * A slow statement.
   *
   * @param at when it ended
   * @param sql as it was run, cut to 1,000 characters
   * @param outcome {@code "done"}, {@code "failed"}, {@code "refused"} or {@code "cut off"}
   */
  public record Slow(
      Instant at,
      QueryOrigin origin,
      String sql,
      Duration time,
      Duration cpu,
      long rows,
      String outcome) {}
}
