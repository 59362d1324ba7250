// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a segment holds.
 *
 * @param rows by table name; tables without rows are missing
 * @param services at most {@link #MOST_SERVICES}
 * @param from earliest time of a row
 * @param to latest time of a row
 * @param firstArrival when the first row came in
 * @param lastArrival when the last row came in
 */
record SegmentStats(
    Map<String, Long> rows,
    Set<String> services,
    Instant from,
    Instant to,
    Instant firstArrival,
    Instant lastArrival) {
  /** Names beyond are not listed: a sender that makes up names must not fill the memory. */
  static final int MOST_SERVICES = 1000;

  /** Of a file that is not complete. */
  static final SegmentStats NOTHING =
      new SegmentStats(
          Map.of(), Set.of(), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

  SegmentStats {
    rows = Map.copyOf(rows);
    services = Set.copyOf(services);
  }

  long totalRows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Both together. */
  SegmentStats and(SegmentStats other) {
    Map<String, Long> sum = new TreeMap<>(rows);
    other.rows.forEach((table, n) -> sum.merge(table, n, Long::sum));
    Set<String> all = new TreeSet<>(services);
    other.services.stream().limit(Math.max(0, MOST_SERVICES - all.size())).forEach(all::add);
    return new SegmentStats(
        sum,
        all,
        earlier(from, other.from),
        later(to, other.to),
        earlier(firstArrival, other.firstArrival),
        later(lastArrival, other.lastArrival));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** Of rows that arrived at once; at least one. */
  static SegmentStats of(Iterable<? extends TelemetryRow> arrived, Instant arrival) {
    Map<String, Long> rows = new TreeMap<>();
    Set<String> services = new TreeSet<>();
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    for (TelemetryRow row : arrived) {
      rows.merge(row.table().tableName(), 1L, Long::sum);
      String service = serviceOf(row);
      if (service != null && services.size() < MOST_SERVICES) {
        services.add(service);
      }
      Instant time = RowTime.of(row);
      from = earlier(from, time);
      to = later(to, time);
    }
    return new SegmentStats(rows, services, from, to, arrival, arrival);
  }

  private static @Nullable String serviceOf(TelemetryRow row) {
    return switch (row) {
      case TelemetryRow.Span span -> span.serviceName();
      case TelemetryRow.HttpMetric metric -> metric.serviceName();
      case TelemetryRow.GrpcMetric metric -> metric.serviceName();
      case TelemetryRow.Metric metric -> metric.serviceName();
      case TelemetryRow.Log log -> log.serviceName();
      case TelemetryRow.SystemMetric metric -> null;
    };
  }
}
