// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

/**
 * A token bucket that holds one second's worth, and behind it a second one for refusals: whoever
 * exceeds the rate is told so, and whoever exceeds it twice over is read more slowly, so that a
 * flood costs the agent a bounded number of answers. For one thread.
 */
final class RateLimit {
  private static final double NANOS_PER_SECOND = 1e9;

  private double allowed;
  private double refused;
  private long filledAt;

  RateLimit(int perSecond, long now) {
    allowed = perSecond;
    refused = perSecond;
    filledAt = now;
  }

  /**
   * Counts a request.
   *
   * @param perSecond the rate in force now
   * @param now as of {@link System#nanoTime()}
   * @return whether it is within the rate
   */
  boolean allow(int perSecond, long now) {
    double earned = (now - filledAt) / NANOS_PER_SECOND * perSecond;
    filledAt = now;
    allowed = Math.min(perSecond, allowed + earned);
    refused = Math.min(perSecond, refused + earned);
    if (allowed >= 1) {
      allowed--;
      return true;
    }
    refused--;
    return false;
  }

  /** How long to wait before the next request is read, in nanoseconds; 0 most of the time. */
  long pause(int perSecond) {
    return refused >= 0 ? 0 : (long) (-refused / perSecond * NANOS_PER_SECOND);
  }
}
