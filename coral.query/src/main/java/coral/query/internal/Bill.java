// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.query.QueryRequest;
import coral.api.query.QueryUsage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What one statement comes to; it is cut off unless something else is said. Thread-safe. */
final class Bill {
  private final QueryRequest request;
  private final long start = System.nanoTime();
  private final AtomicLong cpuNanos = new AtomicLong();
  private volatile Outcome outcome = Outcome.CUT_OFF;
  private volatile String error = "it was cancelled";
  private volatile long rows;
  private volatile boolean truncated;

  Bill(QueryRequest request) {
    this.request = request;
  }

  /** Of one try; there may be several. */
  void spent(Duration cpu) {
    cpuNanos.addAndGet(cpu.toNanos());
  }

  /** It did not run. */
  void refused() {
    outcome = Outcome.REFUSED;
  }

  /** Where it was refused, this says why. */
  void failed(CoralException why) {
    error = why.sentence();
    if (outcome != Outcome.REFUSED) {
      outcome = Outcome.of(why.code());
    }
  }

  void done(long resultRows, boolean resultTruncated) {
    rows = resultRows;
    truncated = resultTruncated;
    outcome = Outcome.DONE;
    error = "";
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Ledger.Entry entry() {
    Outcome how = outcome;
    return new Ledger.Entry(
        request,
        how,
        new QueryUsage(
            how == Outcome.DONE ? 1 : 0,
            how == Outcome.FAILED ? 1 : 0,
            how == Outcome.REFUSED ? 1 : 0,
            how == Outcome.CUT_OFF ? 1 : 0,
            truncated ? 1 : 0,
            rows,
            request.injected().size(),
            elapsed(),
            Duration.ofNanos(cpuNanos.get())),
        error);
  }
}
