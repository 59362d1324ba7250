// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

/** What the value of a metric event means. */
public enum MetricKind {
  /** The value as it is now. */
  GAUGE,
  /** How much has come to it. */
  COUNTER
}
