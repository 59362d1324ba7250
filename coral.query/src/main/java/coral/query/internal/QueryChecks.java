// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryRequest;
import java.time.Duration;

/** What callers are told. */
final class QueryChecks {
  private QueryChecks() {}

  /** The request's time limit, at most the configured one. */
  static Duration limit(QueryRequest request, QuerySettings settings) {
    if (request.maxRows() < 1 || request.maxBytes() < 1 || !request.timeout().isPositive()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "A query may return %d rows and %d bytes within %s; each must be positive."
              .formatted(request.maxRows(), request.maxBytes(), request.timeout()));
    }
    Duration longest = settings.maxStatement();
    return request.timeout().compareTo(longest) > 0 ? longest : request.timeout();
  }

  static CoralException shareUsedUp(QueryRequest request, Duration debt, QuerySettings settings) {
    return new CoralException(
        ErrorCode.LIMIT_EXCEEDED,
        ("The queries of %s have used more than %d %% of a core (query.script_cpu_percent), and it"
                + " could ask again only in %d s: query less often, or select less.")
            .formatted(request.origin().name(), settings.scriptCpuPercent(), debt.toSeconds() + 1));
  }

  static void rethrowIfGuilty(WorkerDied died, Duration limit) {
    if (died.guilty()) {
      throw new CoralException(
          ErrorCode.TIMEOUT,
          ("The statement did not end within its time limit of %d ms, nor when asked to, and the"
                  + " query worker was killed because of it: narrow its time range, or aggregate"
                  + " less.")
              .formatted(limit.toMillis()),
          died);
    }
  }

  static CoralException killedTwice(WorkerDied died, QuerySettings settings) {
    if (died.innocent()) {
      return new CoralException(
          ErrorCode.UNAVAILABLE,
          "The query worker was killed again and again because of other statements while it ran"
              + " this one; try again.",
          died);
    }
    if (died.overMemory()) {
      return new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          ("The kernel killed the query worker twice while it ran the statement, for using more"
                  + " than its %,d MB of memory (query.memory_limit_mb is %d): select fewer rows or"
                  + " columns, or aggregate.")
              .formatted(settings.groupMemoryMb(), settings.memoryLimitMb()),
          died);
    }
    return new CoralException(
        ErrorCode.LIMIT_EXCEEDED,
        "The query worker ended twice while it ran the statement, which probably needs too much"
            + " memory or nests too deeply: simplify it.",
        died);
  }
}
