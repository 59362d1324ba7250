// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.api.query.QueryReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent's statements came to since its query engine started.
 *
 * @param running now
 * @param total of all scripts and parts of Coral
 * @param workerRestarts how often the worker process was replaced
 * @param scripts most processor time first; those that have not asked for long are left out
 * @param slow of the last hour, the slowest first
 */
public record QueriesView(
    int running,
    QueryUsageView total,
    long workerRestarts,
    List<ScriptQueriesView> scripts,
    List<SlowQueryView> slow) {
  public QueriesView {
    scripts = List.copyOf(scripts);
    slow = List.copyOf(slow);
  }

  /** As a colony tells it: of each list the first ones. */
  public static QueriesView of(coral.proto.agent.v1.QueryReport report) {
    return new QueriesView(
        report.getRunning(),
        QueryUsageView.of(report.getTotal()),
        report.getWorkerRestarts(),
        report.getScriptsList().stream().map(ScriptQueriesView::of).toList(),
        report.getSlowList().stream().map(SlowQueryView::of).toList());
  }

  /** As the agent itself has it. */
  public static QueriesView of(QueryReport report) {
    return new QueriesView(
        report.running(),
        QueryUsageView.of(report.total()),
        report.workerRestarts(),
        report.scripts().stream().map(ScriptQueriesView::of).toList(),
        report.slow().stream().map(SlowQueryView::of).toList());
  }

  /** The lines of an agent's status. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Queries: %d running, %s".formatted(running, total.line()));
    scripts.forEach(
        script -> lines.add("  %s: %s".formatted(script.origin().name(), script.usage().line())));
    if (!slow.isEmpty()) {
      lines.add("Slow queries of the last hour:");
    }
    slow.forEach(query -> lines.add("  " + query.line()));
    return lines;
  }
}
