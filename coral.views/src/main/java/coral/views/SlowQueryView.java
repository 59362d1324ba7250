// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static java.time.temporal.ChronoUnit.MICROS;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import coral.api.query.QueryReport;
import coral.proto.agent.v1.SlowQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement that took long.
 *
 * @param origin its members stand beside the others, not in an object of their own
 * @param timeMs waiting and running, in milliseconds
 * @param cpuMs processor time of the query worker, in milliseconds
 * @param rows returned
 * @param outcome {@code "done"}, {@code "failed"}, {@code "refused"} or {@code "cut off"}
 * @param sql as it was run, cut short: to 200 characters by a colony, to 1,000 by an agent
 */
public record SlowQueryView(
    @JsonUnwrapped QueryOriginView origin,
    @Nullable Instant endedAt,
    double timeMs,
    double cpuMs,
    long rows,
    String outcome,
    String sql) {

  static SlowQueryView of(SlowQuery slow) {
    return new SlowQueryView(
        QueryOriginView.of(slow.getOrigin()),
        Times.of(slow.getEndedAt()),
        QueryUsageView.millis(slow.getTimeUs()),
        QueryUsageView.millis(slow.getCpuUs()),
        slow.getRows(),
        slow.getOutcome(),
        slow.getSql());
  }

  static SlowQueryView of(QueryReport.Slow slow) {
    return new SlowQueryView(
        QueryOriginView.of(slow.origin()),
        slow.at(),
        QueryUsageView.millis(slow.time().dividedBy(MICROS.getDuration())),
        QueryUsageView.millis(slow.cpu().dividedBy(MICROS.getDuration())),
        slow.rows(),
        slow.outcome(),
        slow.sql());
  }

  /** The statement on one line. */
  public String sqlLine() {
    return sql.replaceAll("\\s+", " ");
  }

  /** Such as {@code "0.70 s, CPU 0.08 s, done, alert: SELECT 1"}. */
  public String line() {
    return "%s, CPU %s, %s, %s: %s"
        .formatted(
            QueryUsageView.seconds(timeMs),
            QueryUsageView.seconds(cpuMs),
            outcome,
            origin.name(),
            sqlLine());
  }
}
