// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of peers that are refused, some lines a second: whoever breaks the protocol in a loop shall
 * not fill the log. All are counted. Thread-safe.
 */
final class Complaints {
  private static final int LINES_PER_SECOND = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final Counters counters;
  private final RateLimit rate = new RateLimit(LINES_PER_SECOND, System.nanoTime());
  private long omitted;

  Complaints(Counters counters) {
    this.counters = counters;
  }

  void about(Peer peer, String reason) {
    counters.rejected.increment();
    long left = omitted();
    if (left >= 0) {
      LOG.warn(
          "SDK connection of {} ended: {}{}",
          peer,
          reason,
          left == 0 ? "" : " (" + left + " more were not logged)");
    }
  }

  /** How many lines were left out before this one, or -1 when it is left out too. */
  private synchronized long omitted() {
    if (!rate.allow(LINES_PER_SECOND, System.nanoTime())) {
      omitted++;
      return -1;
    }
    long before = omitted;
    omitted = 0;
    return before;
  }
}
