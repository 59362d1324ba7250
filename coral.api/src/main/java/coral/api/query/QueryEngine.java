// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs read-only SQL over the sealed telemetry segments in a process of its own, which may be
 * killed and is then restarted; a statement it was running is run again. Thread-safe; at most 20
 * statements run at once, more wait for their turn within their own time-out, and so do those of a
 * script that has used up its share of processor time.
 */
@ProviderType
public interface QueryEngine {

  /**
   * Blocks until the result is complete. Interrupting the thread cancels the statement.
   *
   * @throws coral.api.error.CoralException QUERY_FAILED with DuckDB's message, TIMEOUT,
   *     LIMIT_EXCEEDED (memory, processor time), or UNAVAILABLE
   */
  QueryResult query(QueryRequest request) throws InterruptedException;
}
