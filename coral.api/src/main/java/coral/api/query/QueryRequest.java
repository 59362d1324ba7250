// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;
import java.util.List;

/**
 * A statement that a guard has let through, or that Coral's own code wrote.
 *
 * @param params bound to {@code ?} in order: null, Boolean, Long, Double or String
 * @param timeout at most 60 s
 * @param maxRows rows returned; one more makes the result truncated
 * @param maxBytes of values returned; more makes the result truncated
 * @param written the statement before a guard changed it, for monitoring
 * @param injected limits and time ranges that the guard put in, one sentence each, for monitoring
 */
public record QueryRequest(
    String sql,
    List<?> params,
    Duration timeout,
    int maxRows,
    long maxBytes,
    QueryOrigin origin,
    String written,
    List<String> injected) {
  public QueryRequest {
    injected = List.copyOf(injected);
  }

  /** One that is run as it was written. */
  public QueryRequest(
      String sql,
      List<?> params,
      Duration timeout,
      int maxRows,
      long maxBytes,
      QueryOrigin origin) {
    this(sql, params, timeout, maxRows, maxBytes, origin, sql, List.of());
  }
}
