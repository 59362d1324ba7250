// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import java.time.Duration;

/** The windows of metrics. */
final class Windows {
  static final Duration DEFAULT = Duration.ofMinutes(5);

  private Windows() {}

  static Duration of(long nanos, Telemetry telemetry) {
    return Requests.window("window", nanos, DEFAULT, telemetry.retention());
  }
}
