// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;

/** What one script may ask of the server at a time. */
record Limits(int maxConcurrentCalls, int maxRequestsPerSecond) {
  static final Limits DEFAULT = new Limits(32, 1_000);

  Limits {
    check("max_concurrent_calls", maxConcurrentCalls, 1_000);
    check("max_requests_per_second", maxRequestsPerSecond, 100_000);
  }

  private static void check(String key, int value, int max) {
    if (value < 1 || value > max) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "sdk.%s is %d, but must be from 1 to %d".formatted(key, value, max));
    }
  }
}
