// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.TrialQuery;
import java.util.List;
import java.util.Locale;

/**
 * A statement of a trial.
 *
 * @param sql as the script wrote it; the first 1,000 characters
 * @param outcome {@code "done"}, {@code "failed"}, {@code "refused"} or {@code "cut off"}
 * @param rows returned
 * @param truncated there were more
 * @param timeMs waiting and running, in milliseconds
 * @param cpuMs of the query worker, in milliseconds
 * @param injected by guardrails, one sentence each
 * @param error why it was not done; empty: it was
 */
public record TrialQueryView(
    String sql,
    String outcome,
    long rows,
    boolean truncated,
    double timeMs,
    double cpuMs,
    List<String> injected,
    String error) {
  private static final double MICROS_PER_MILLI = 1_000.0;
  private static final double MILLIS_PER_SECOND = 1_000.0;

  public TrialQueryView {
    injected = List.copyOf(injected);
  }

  static TrialQueryView of(TrialQuery query) {
    return new TrialQueryView(
        query.getSql(),
        query.getOutcome(),
        query.getRows(),
        query.getTruncated(),
        query.getTimeUs() / MICROS_PER_MILLI,
        query.getCpuUs() / MICROS_PER_MILLI,
        query.getInjectedList(),
        query.getError());
  }

  /** {@code done, 12 rows, 0.01 s, CPU 0.01 s: SELECT …}. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s, %,d rows%s, %.2f s, CPU %.2f s: %s",
        outcome,
        rows,
        truncated ? " (truncated)" : "",
        timeMs / MILLIS_PER_SECOND,
        cpuMs / MILLIS_PER_SECOND,
        sql.strip().replaceAll("\\s+", " "));
  }
}
