// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.query.QueryRecording;
import coral.api.query.QueryRecording.Statement;
import java.util.List;

/**
 * The statements of a trial, as many as fit into its answer.
 *
 * @param cut further ones
 */
record TrialQueries(List<Statement> kept, long cut) {
  static final TrialQueries NONE = new TrialQueries(List.of(), 0);

  /** Statements that are kept, and their bytes: they travel in one message with all the rest. */
  static final int MOST = 100;

  static final int BYTES = 256 << 10;

  static TrialQueries of(QueryRecording recording) {
    List<Statement> all = recording.statements();
    int kept = 0;
    int bytes = 0;
    while (kept < all.size() && bytes + size(all.get(kept)) <= BYTES) {
      bytes += size(all.get(kept));
      kept++;
    }
    return new TrialQueries(all.subList(0, kept), recording.leftOut() + all.size() - kept);
  }

  private static int size(Statement statement) {
    int injected = statement.injected().stream().mapToInt(TrialQueries::size).sum();
    return size(statement.sql()) + size(statement.error()) + injected;
  }

  private static int size(String text) {
    return text.getBytes(UTF_8).length;
  }
}
