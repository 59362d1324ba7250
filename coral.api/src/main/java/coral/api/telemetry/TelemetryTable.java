// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The tables that scripts read, in RFD 076's names; DDL, guardrails and documentation are made from
 * them. Times are UTC; JSON columns hold objects.
 */
public enum TelemetryTable {
  /** A row a span. */
  OTEL_SPANS(
      "otel_spans_local",
      "start_time",
      c("trace_id", "VARCHAR", "32 hex digits"),
      c("span_id", "VARCHAR", "16 hex digits"),
      c("parent_span_id", "VARCHAR", "NULL for a root"),
      c("service_name", "VARCHAR", "service.name"),
      c("span_name", "VARCHAR", ""),
      c("span_kind", "VARCHAR", "SERVER, CLIENT, INTERNAL, PRODUCER, CONSUMER or UNSPECIFIED"),
      c("start_time", "TIMESTAMPTZ", ""),
      c("duration_ns", "BIGINT", "nanoseconds"),
      c("status_code", "VARCHAR", "UNSET, OK or ERROR"),
      c("status_message", "VARCHAR", ""),
      c("http_method", "VARCHAR", "from http.request.method or http.method"),
      c("http_route", "VARCHAR", "http.route"),
      c("http_status_code", "INTEGER", "from http.response.status_code or http.status_code"),
      c("db_system", "VARCHAR", "from db.system.name or db.system"),
      c("db_statement", "VARCHAR", "from db.query.text or db.statement"),
      c("rpc_service", "VARCHAR", ""),
      c("rpc_method", "VARCHAR", ""),
      c("attributes", "JSON", "span attributes"),
      c("resource_attributes", "JSON", ""),
      c("events", "JSON", "array of {name, time_unix_nano, attributes}")),

  /** A row per export interval and series of an HTTP duration histogram. */
  HTTP_METRICS(
      "beyla_http_metrics",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", "end of the interval"),
      c("service_name", "VARCHAR", "service.name"),
      c("http_method", "VARCHAR", ""),
      c("http_route", "VARCHAR", ""),
      c("http_status_code", "INTEGER", ""),
      c("request_count", "BIGINT", "in the interval"),
      c("error_count", "BIGINT", "of them with a 5xx status or error.type"),
      c(
          "error_rate",
          "DOUBLE",
          "0..1, of the service and route in the interval, over all its rows"),
      c("duration_sum_ns", "BIGINT", "nanoseconds"),
      c("bucket_bounds_ns", "DOUBLE[]", "n upper bounds, nanoseconds, inclusive"),
      c("bucket_counts", "BIGINT[]", "n + 1 counts, in the interval"),
      c("metric_name", "VARCHAR", "http.server.duration or http.server.request.duration"),
      c("attributes", "JSON", "")),

  /** A row per export interval and series of an RPC duration histogram. */
  GRPC_METRICS(
      "beyla_grpc_metrics",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", "end of the interval"),
      c("service_name", "VARCHAR", "service.name"),
      c("rpc_service", "VARCHAR", ""),
      c("rpc_method", "VARCHAR", ""),
      c("grpc_status_code", "INTEGER", ""),
      c("request_count", "BIGINT", "in the interval"),
      c("error_count", "BIGINT", "of them with a server-side error status"),
      c(
          "error_rate",
          "DOUBLE",
          "0..1, of the service and method in the interval, over all its rows"),
      c("duration_sum_ns", "BIGINT", "nanoseconds"),
      c("bucket_bounds_ns", "DOUBLE[]", "n upper bounds, nanoseconds, inclusive"),
      c("bucket_counts", "BIGINT[]", "n + 1 counts, in the interval"),
      c("metric_name", "VARCHAR", "rpc.server.duration"),
      c("attributes", "JSON", "")),

  /** Every other OTLP metric, a row a data point. */
  OTEL_METRICS(
      "otel_metrics_local",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", ""),
      c("service_name", "VARCHAR", "service.name"),
      c("metric_name", "VARCHAR", ""),
      c("metric_type", "VARCHAR", "gauge, sum, histogram, exponential_histogram or summary"),
      c("unit", "VARCHAR", "UCUM, as sent"),
      c("temporality", "VARCHAR", "delta or cumulative, as sent; NULL for gauges and summaries"),
      c("is_monotonic", "BOOLEAN", "of a sum"),
      c("value", "DOUBLE", "gauge and sum: the value as sent; histogram: the mean in the interval"),
      c(
          "delta",
          "DOUBLE",
          "sum: the change in the interval, resets handled; NULL when an earlier point was missed"),
      c("count", "BIGINT", "histogram and summary: in the interval"),
      c("sum", "DOUBLE", "histogram and summary: in the interval"),
      c("min", "DOUBLE", ""),
      c("max", "DOUBLE", ""),
      c("bucket_bounds", "DOUBLE[]", "in the metric's unit"),
      c("bucket_counts", "BIGINT[]", "in the interval"),
      c("attributes", "JSON", ""),
      c("resource_attributes", "JSON", "")),

  /** A row a log record. */
  OTEL_LOGS(
      "otel_logs_local",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", "time_unix_nano, else observed_time_unix_nano"),
      c("service_name", "VARCHAR", "service.name"),
      c("severity_number", "INTEGER", "1..24"),
      c("severity_text", "VARCHAR", ""),
      c("body", "VARCHAR", "text, or JSON for a structured body"),
      c("trace_id", "VARCHAR", "NULL when none"),
      c("span_id", "VARCHAR", "NULL when none"),
      c("attributes", "JSON", ""),
      c("resource_attributes", "JSON", "")),

  /** Host metrics, a row a value, every 15 s. */
  SYSTEM_METRICS(
      "system_metrics_local",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", ""),
      c(
          "metric_name",
          "VARCHAR",
          "OpenTelemetry's: system.cpu.utilization, system.memory.usage, …"),
      c("value", "DOUBLE", ""),
      c("unit", "VARCHAR", "UCUM"),
      c("metric_type", "VARCHAR", "gauge or counter"),
      c("attributes", "JSON", "such as {\"state\": \"used\"}")),

  /** Sampled stacks. Filled once probes are there. */
  CPU_PROFILES(
      "cpu_profiles",
      "timestamp",
      c("timestamp", "TIMESTAMPTZ", ""),
      c("service_name", "VARCHAR", ""),
      c("pid", "BIGINT", ""),
      c("stack", "VARCHAR[]", "innermost frame first"),
      c("sample_count", "BIGINT", "in the interval"),
      c("interval_ns", "BIGINT", "")),

  /** Functions of services. Filled once probes are there. */
  FUNCTIONS(
      "functions",
      "discovered_at",
      c("discovered_at", "TIMESTAMPTZ", ""),
      c("service_name", "VARCHAR", ""),
      c("function_name", "VARCHAR", ""),
      c("module", "VARCHAR", ""),
      c("file", "VARCHAR", ""),
      c("line", "INTEGER", ""),
      c("language", "VARCHAR", ""),
      c("address", "BIGINT", ""));

  /**
   * A column of a table.
   *
   * @param type DuckDB's
   * @param meaning unit, range or source; may be empty
   */
  public record Column(String name, String type, String meaning) {}

  private final String tableName;
  private final String timeColumn;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Column> columns;

  TelemetryTable(String tableName, String timeColumn, Column... columns) {
    this.tableName = tableName;
    this.timeColumn = timeColumn;
    this.columns = List.of(columns);
  }

  public String tableName() {
    return tableName;
  }

  /** The column that guardrails and retention go by. */
  public String timeColumn() {
    return timeColumn;
  }

  public List<Column> columns() {
    return columns;
  }

  /** {@code trace_id VARCHAR, …}: what stands between the parentheses of CREATE TABLE. */
  public String columnDefinitions() {
    return columns.stream()
        .map(column -> '"' + column.name() + "\" " + column.type())
        .collect(joining(", "));
  }

  private static Column c(String name, String type, String meaning) {
    return new Column(name, type, meaning);
  }
}
