// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.Trial;
import java.util.List;

/**
 * One execution whose output and events were captured and not delivered.
 *
 * @param stillRunning it ran until the trial's time was over, and was stopped
 * @param stdout the last 64 KiB
 * @param stderr the last 64 KiB
 * @param cutLines of both, before those that are kept
 * @param events the first 100, 256 KiB at most
 * @param cutEvents after those that are kept
 * @param queries as they ended; the first 100, 256 KiB at most
 * @param cutQueries after those that are kept
 */
public record TrialView(
    ExecutionView execution,
    boolean stillRunning,
    String stdout,
    String stderr,
    long cutLines,
    List<TrialEventView> events,
    long cutEvents,
    List<TrialQueryView> queries,
    long cutQueries) {
  public TrialView {
    events = List.copyOf(events);
    queries = List.copyOf(queries);
  }

  static TrialView of(Trial trial) {
    return new TrialView(
        ExecutionView.of(trial.getExecution()),
        trial.getStillRunning(),
        trial.getExecution().getStdout(),
        trial.getExecution().getStderr(),
        trial.getCutLines(),
        trial.getExecution().getEventsList().stream().map(TrialEventView::of).toList(),
        trial.getCutEvents(),
        trial.getQueriesList().stream().map(TrialQueryView::of).toList(),
        trial.getCutQueries());
  }

  /** A script that had to be stopped at the end of the trial has done well. */
  public boolean succeeded() {
    return stillRunning || execution.status() == Status.COMPLETED;
  }
}
