// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends a row's components as the columns of its table, in {@code TelemetryTable}'s order. */
final class RowAppender {
  private final DuckDBAppender columns;

  RowAppender(DuckDBAppender columns) {
    this.columns = columns;
  }

  void append(TelemetryRow row) throws SQLException {
    columns.beginRow();
    switch (row) {
      case TelemetryRow.Span span -> span(span);
      case TelemetryRow.HttpMetric metric -> http(metric);
      case TelemetryRow.GrpcMetric metric -> grpc(metric);
      case TelemetryRow.Metric metric -> metric(metric);
      case TelemetryRow.Log log -> log(log);
      case TelemetryRow.SystemMetric metric -> system(metric);
    }
    columns.endRow();
  }

  private void span(TelemetryRow.Span row) throws SQLException {
    text(row.traceId(), row.spanId(), row.parentSpanId(), row.serviceName(), row.spanName());
    text(row.spanKind());
    columns.appendEpochMicros(RowTime.micros(row.startTime())).append(row.durationNs());
    text(row.statusCode(), row.statusMessage(), row.httpMethod(), row.httpRoute());
    number(row.httpStatusCode());
    text(row.dbSystem(), row.dbStatement(), row.rpcService(), row.rpcMethod());
    text(row.attributes(), row.resourceAttributes(), row.events());
  }

  private void http(TelemetryRow.HttpMetric row) throws SQLException {
    columns.appendEpochMicros(RowTime.micros(row.timestamp()));
    text(row.serviceName(), row.httpMethod(), row.httpRoute());
    number(row.httpStatusCode());
    columns
        .append(row.requestCount())
        .append(row.errorCount())
        .append(row.errorRate())
        .append(row.durationSumNs())
        .append(row.bucketBoundsNs())
        .append(row.bucketCounts());
    text(row.metricName(), row.attributes());
  }

  private void grpc(TelemetryRow.GrpcMetric row) throws SQLException {
    columns.appendEpochMicros(RowTime.micros(row.timestamp()));
    text(row.serviceName(), row.rpcService(), row.rpcMethod());
    number(row.grpcStatusCode());
    columns
        .append(row.requestCount())
        .append(row.errorCount())
        .append(row.errorRate())
        .append(row.durationSumNs())
        .append(row.bucketBoundsNs())
        .append(row.bucketCounts());
    text(row.metricName(), row.attributes());
  }

  private void metric(TelemetryRow.Metric row) throws SQLException {
    columns.appendEpochMicros(RowTime.micros(row.timestamp()));
    text(row.serviceName(), row.metricName(), row.metricType(), row.unit(), row.temporality());
    if (row.isMonotonic() == null) {
      columns.appendNull();
    } else {
      columns.append(row.isMonotonic().booleanValue());
    }
    number(row.value());
    number(row.delta());
    number(row.count());
    number(row.sum());
    number(row.min());
    number(row.max());
    list(row.bucketBounds());
    list(row.bucketCounts());
    text(row.attributes(), row.resourceAttributes());
  }

  private void log(TelemetryRow.Log row) throws SQLException {
    columns.appendEpochMicros(RowTime.micros(row.timestamp()));
    text(row.serviceName());
    columns.append(row.severityNumber());
    text(row.severityText(), row.body(), row.traceId(), row.spanId());
    text(row.attributes(), row.resourceAttributes());
  }

  private void system(TelemetryRow.SystemMetric row) throws SQLException {
    columns.appendEpochMicros(RowTime.micros(row.timestamp()));
    text(row.metricName());
    columns.append(row.value());
    text(row.unit(), row.metricType(), row.attributes());
  }

  private void text(@Nullable String... values) throws SQLException {
    for (String value : values) {
      if (value == null) {
        columns.appendNull();
      } else {
        columns.append(value);
      }
    }
  }

  private void number(@Nullable Integer value) throws SQLException {
    if (value == null) {
      columns.appendNull();
    } else {
      columns.append(value.intValue());
    }
  }

  private void number(@Nullable Long value) throws SQLException {
    if (value == null) {
      columns.appendNull();
    } else {
      columns.append(value.longValue());
    }
  }

  private void number(@Nullable Double value) throws SQLException {
    if (value == null) {
      columns.appendNull();
    } else {
      columns.append(value.doubleValue());
    }
  }

  private void list(@Nullable List<?> values) throws SQLException {
    if (values == null) {
      columns.appendNull();
    } else {
      columns.append(values);
    }
  }
}
