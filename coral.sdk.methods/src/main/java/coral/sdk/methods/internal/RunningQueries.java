// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkCall;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Queries under way, by script, so that no script takes all places. Thread-safe. */
final class RunningQueries {
  private final int most;
  private final Map<UUID, Integer> running = new ConcurrentHashMap<>();

  /**
   * @param most of one script
   */
  RunningQueries(int most) {
    this.most = most;
  }

  /** Counts the call until {@link #leave}, unless the script has as many as it may. */
  boolean enter(SdkCall call) {
    int now = running.merge(script(call), 1, Integer::sum);
    if (now > most) {
      leave(call);
      call.hit("query.max_concurrent_per_script", most + " queries");
      return false;
    }
    return true;
  }

  CoralException full() {
    return new CoralException(
        ErrorCode.LIMIT_EXCEEDED,
        ("This script has %d queries running, as many as query.max_concurrent_per_script allows;"
                + " await earlier queries")
            .formatted(most));
  }

  void leave(SdkCall call) {
    running.computeIfPresent(script(call), (script, count) -> count > 1 ? count - 1 : null);
  }

  /** Scripts of which there is anything to remember. */
  int scripts() {
    return running.size();
  }

  private static UUID script(SdkCall call) {
    return call.execution().scriptId();
  }
}
