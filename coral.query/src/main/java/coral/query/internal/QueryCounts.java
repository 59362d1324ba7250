// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.ErrorCode;
import coral.api.query.QueryEngine.Stats;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements by how they ended. Thread-safe. */
final class QueryCounts {
  private static final Logger log = LoggerFactory.getLogger(QueryCounts.class);

  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder done = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final LongAdder rows = new LongAdder();

  void begin() {
    running.incrementAndGet();
  }

  void end() {
    running.decrementAndGet();
  }

  void done(long rowCount) {
    done.increment();
    rows.add(rowCount);
  }

  void refused() {
    refused.increment();
  }

  void failed(ErrorCode code) {
    if (code == ErrorCode.TIMEOUT || code == ErrorCode.LIMIT_EXCEEDED) {
      cutOff.increment();
    }
  }

  void abandon() {
    log.warn("Queries end while {} statements are running", running.get());
  }

  Stats stats(long workerRestarts) {
    return new Stats(
        running.get(), done.sum(), refused.sum(), cutOff.sum(), rows.sum(), workerRestarts);
  }
}
