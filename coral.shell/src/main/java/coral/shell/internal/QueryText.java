// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import java.time.Duration;

/** What queries came to, as text. */
final class QueryText {
  private QueryText() {}

  static String of(QueryReport report) {
    TextTable who =
        new TextTable(
            "WHO",
            "RUNNING",
            "DONE",
            "FAILED",
            "REFUSED",
            "CUT OFF",
            "ROWS",
            "INJECTED",
            "TIME MS",
            "CPU MS");
    report
        .scripts()
        .forEach(script -> row(who, script.origin().name(), script.running(), script.usage()));
    row(who, "total", report.running(), report.total());
    TextTable slow = new TextTable("ENDED", "WHO", "MS", "CPU MS", "ROWS", "OUTCOME", "SQL");
    for (QueryReport.Slow query : report.slow()) {
      slow.row(
          query.at(),
          query.origin().name(),
          query.time().toMillis(),
          query.cpu().toMillis(),
          query.rows(),
          query.outcome(),
          query.sql().replaceAll("\\s+", " "));
    }
    return who.textOr("")
        + "worker restarts: "
        + report.workerRestarts()
        + "\n"
        + slow.textOr("no slow statement in the last hour");
  }

  private static void row(TextTable table, String who, int running, QueryUsage usage) {
    table.row(
        who,
        running,
        usage.done(),
        usage.failed(),
        usage.refused(),
        usage.cutOff(),
        usage.rows(),
        usage.injected(),
        millis(usage.time()),
        millis(usage.cpu()));
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }
}
