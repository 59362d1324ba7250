// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.query.QueryRecording;
import coral.api.query.QueryUsage;
import java.util.Optional;
import java.util.UUID;

/** What is known of the statements of executions. Thread-safe. */
public interface Queries {

  /** What they came to so far. */
  QueryUsage usage(UUID executionId);

  /**
   * Keeps them from now on, until it is closed; empty: there is no query engine now.
   *
   * @param most further ones are only counted
   */
  default Optional<QueryRecording> record(UUID executionId, int most) {
    return Optional.empty();
  }
}
