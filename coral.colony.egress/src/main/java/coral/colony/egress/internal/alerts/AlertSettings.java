// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.time.Duration;

/**
 * How alerts are delivered, to every sink alike.
 *
 * @param groupWait from the first alert of a delivery until it goes out
 * @param mostAlerts in one delivery
 * @param timeout of one attempt
 * @param mostDeadLetters of all sinks together
 */
public record AlertSettings(
    Duration groupWait,
    int mostAlerts,
    Duration timeout,
    RetrySettings retries,
    int mostDeadLetters) {}
