// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What the engine's statements came to since it started. Thread-safe. */
@ProviderType
public interface QueryMonitor {
  QueryReport report();

  /** Of one execution; nothing for one that has not asked, or not for long. */
  QueryUsage usage(UUID executionId);

  /**
   * Counts a statement that a guard, or a limit before the engine, did not let run.
   *
   * @param sql as it was written
   * @param reason one sentence
   */
  void refused(QueryOrigin origin, String sql, String reason);

  /**
   * Keeps the statements of one execution from now on, until the recording is closed. There may be
   * one at a time for an execution; the next takes its place.
   *
   * @param most further ones are only counted
   */
  QueryRecording record(UUID executionId, int most);
}
