// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static java.time.temporal.ChronoUnit.MICROS;

import coral.api.query.QueryUsage;
import java.util.Locale;

/**
 * What statements came to. Each that has ended is one of the first four.
 *
 * @param done with a result
 * @param failed with an error of the database
 * @param refused never run, by a guard or a limit
 * @param cutOff ended by time, memory or kill
 * @param truncated of those done, with fewer rows than there were
 * @param rows returned
 * @param injected limits and time ranges that guardrails put in
 * @param timeMs waiting and running, in milliseconds
 * @param cpuMs processor time of the query worker, in milliseconds
 */
public record QueryUsageView(
    long done,
    long failed,
    long refused,
    long cutOff,
    long truncated,
    long rows,
    long injected,
    double timeMs,
    double cpuMs) {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final QueryUsageView NONE = new QueryUsageView(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static QueryUsageView of(coral.proto.agent.v1.QueryUsage usage) {
    return new QueryUsageView(
        usage.getDone(),
        usage.getFailed(),
        usage.getRefused(),
        usage.getCutOff(),
        usage.getTruncated(),
        usage.getRows(),
        usage.getInjected(),
        millis(usage.getTimeUs()),
        millis(usage.getCpuUs()));
  }

  static QueryUsageView of(QueryUsage usage) {
    return new QueryUsageView(
        usage.done(),
        usage.failed(),
        usage.refused(),
        usage.cutOff(),
        usage.truncated(),
        usage.rows(),
        usage.injected(),
        millis(usage.time().dividedBy(MICROS.getDuration())),
        millis(usage.cpu().dividedBy(MICROS.getDuration())));
  }

  static double millis(long micros) {
    return micros / 1_000.0;
  }

  /** {@code 0.52 s}. */
  static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / MILLIS_PER_SECOND);
  }

  /** No statement has ended, and none has taken time. */
  public boolean nothing() {
    return equals(NONE);
  }

  /** Such as {@code "12 done, 1 refused; 3,400 rows; 0.52 s, CPU 0.31 s; 14 guardrails put in"}. */
  public String line() {
    StringBuilder line = new StringBuilder(Words.count(done)).append(" done");
    append(line, ", ", failed, " failed");
    append(line, ", ", refused, " refused");
    append(line, ", ", cutOff, " cut off");
    append(line, ", ", truncated, " truncated");
    line.append(
        "; %s rows; %s, CPU %s".formatted(Words.count(rows), seconds(timeMs), seconds(cpuMs)));
    append(line, "; ", injected, " guardrails put in");
    return line.toString();
  }

  private static void append(StringBuilder line, String before, long count, String after) {
    if (count > 0) {
      line.append(before).append(Words.count(count)).append(after);
    }
  }
}
