// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The statements of one execution while they are being recorded. Thread-safe. */
@ProviderType
public interface QueryRecording extends AutoCloseable {

  /** Those that have ended so far, in that order. */
  List<Statement> statements();

  /** How many more there were than are kept. */
  long leftOut();

  /** Records no more; what was recorded stays. */
  @Override
  void close();

  /**
   * A statement that has ended.
   *
   * @param sql as it was written, cut to 1,000 characters
   * @param outcome {@code "done"}, {@code "failed"}, {@code "refused"} or {@code "cut off"}
   * @param rows returned
   * @param truncated there were more rows or bytes than were returned
   * @param time waiting and running
   * @param cpu processor time of the query worker
   * @param injected limits and time ranges that guardrails put in, one sentence each, cut like the
   *     statement
   * @param error why it was not done, cut like the statement; empty: it was
   */
  record Statement(
      String sql,
      String outcome,
      long rows,
      boolean truncated,
      Duration time,
      Duration cpu,
      List<String> injected,
      String error) {
    public Statement {
      injected = List.copyOf(injected);
    }
  }
}
