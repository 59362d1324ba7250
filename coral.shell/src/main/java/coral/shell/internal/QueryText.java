// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.views.QueriesView;
import coral.views.QueryUsageView;
import coral.views.SlowQueryView;
import coral.views.Times;

/** What queries came to, as text. */
final class QueryText {
  private QueryText() {}

  static String of(QueriesView report) {
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
    for (SlowQueryView query : report.slow()) {
      slow.row(
          Times.second(query.endedAt()),
          query.origin().name(),
          millis(query.timeMs()),
          millis(query.cpuMs()),
          query.rows(),
          query.outcome(),
          query.sqlLine());
    }
    return who.textOr("")
        + "worker restarts: "
        + report.workerRestarts()
        + "\n"
        + slow.textOr("no slow statement in the last hour");
  }

  private static void row(TextTable table, String who, int running, QueryUsageView usage) {
    table.row(
        who,
        running,
        usage.done(),
        usage.failed(),
        usage.refused(),
        usage.cutOff(),
        usage.rows(),
        usage.injected(),
        millis(usage.timeMs()),
        millis(usage.cpuMs()));
  }

  private static long millis(double millis) {
    return (long) millis;
  }
}
