// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.util.List;

/**
 * A metric with its series, as of now.
 *
 * @param name as Prometheus takes it
 * @param originalName as the first script wrote it
 * @param unit empty: none given
 * @param description empty: none given
 */
public record Family(
    String name,
    String originalName,
    MetricKind kind,
    String unit,
    String description,
    List<Series> series) {
  public Family {
    series = List.copyOf(series);
  }
}
