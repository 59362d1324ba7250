// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.time.Duration;

/**
 * How many series are kept, and how long.
 *
 * @param seriesPerScript the most that one script may have
 * @param gaugeAge without an event, after which a gauge is gone
 * @param counterAge the same of a counter, which may be moved rarely
 */
public record MetricSettings(int seriesPerScript, Duration gaugeAge, Duration counterAge) {}
