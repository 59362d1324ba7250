// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;

/**
 * What statements came to. Each that has ended is one of {@code done}, {@code failed}, {@code
 * refused} and {@code cutOff}.
 *
 * @param done with a result
 * @param failed with an error of the database
 * @param refused never run, by a guard or a limit
 * @param cutOff ended by time, memory or kill
 * @param truncated of those done, with fewer rows than there were
 * @param rows returned
 * @param injected limits and time ranges that guardrails put in
 * @param time waiting and running
 * @param cpu processor time of the query worker
 */
public record QueryUsage(
    long done,
    long failed,
    long refused,
    long cutOff,
    long truncated,
    long rows,
    long injected,
    Duration time,
    Duration cpu) {
  public static final QueryUsage NONE =
      new QueryUsage(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

  /** All that have ended. */
  public long ended() {
    return done + failed + refused + cutOff;
  }

  /** Both together. */
  public QueryUsage plus(QueryUsage other) {
    return new QueryUsage(
        done + other.done,
        failed + other.failed,
        refused + other.refused,
        cutOff + other.cutOff,
        truncated + other.truncated,
        rows + other.rows,
        injected + other.injected,
        time.plus(other.time),
        cpu.plus(other.cpu));
  }
}
