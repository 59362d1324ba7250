// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.execution.Execution;
import coral.api.execution.LogEntry;
import coral.api.query.QueryRecording;
import java.util.List;

/**
 * What a trial came to.
 *
 * @param stillRunning it ran until its time was over, and was stopped
 * @param entries lines and events that were kept, those of a stream oldest first
 * @param cutLines before those of their stream that were kept
 * @param cutEvents after those that were kept
 * @param queries as they ended
 * @param cutQueries further ones
 */
public record TrialOutcome(
    Execution execution,
    boolean stillRunning,
    List<LogEntry> entries,
    long cutLines,
    long cutEvents,
    List<QueryRecording.Statement> queries,
    long cutQueries) {
  public TrialOutcome {
    entries = List.copyOf(entries);
    queries = List.copyOf(queries);
  }
}
