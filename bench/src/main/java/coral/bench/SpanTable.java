// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Spans in an in-memory DuckDB of this process: what a server without a sandbox would query. */
final class SpanTable implements AutoCloseable {
  private static final String CREATE =
      """
      CREATE TABLE spans (trace_id VARCHAR, span_id VARCHAR, service_name VARCHAR, span_name VARCHAR,
        start_time TIMESTAMP, duration_ns BIGINT, status_code VARCHAR, http_status_code INTEGER)""";
  private static final String QUERY = "SELECT * FROM spans LIMIT 10000";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Connection connection;

  private SpanTable(Connection connection) {
    this.connection = connection;
  }

  static SpanTable of(List<ExportTraceServiceRequest> batches) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (var statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
    try (DuckDBAppender appender =
        connection
            .unwrap(DuckDBConnection.class)
            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "spans")) {
      for (ExportTraceServiceRequest batch : batches) {
        for (Span span : batch.getResourceSpans(0).getScopeSpans(0).getSpansList()) {
          append(appender, span);
        }
      }
    }
    return new SpanTable(connection);
  }

  private static void append(DuckDBAppender appender, Span span) throws SQLException {
    long nanos = span.getStartTimeUnixNano();
    LocalDateTime start =
        LocalDateTime.ofEpochSecond(
            nanos / 1_000_000_000L, (int) (nanos % 1_000_000_000L), ZoneOffset.UTC);
    appender.beginRow();
    appender.append(hex(span.getTraceId()));
    appender.append(hex(span.getSpanId()));
    appender.append("bench");
    appender.append(span.getName());
    appender.append(start);
    appender.append(span.getEndTimeUnixNano() - nanos);
    appender.append(span.getStatus().getCode().name());
    appender.append(httpStatus(span));
    appender.endRow();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static int httpStatus(Span span) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("http.response.status_code"))
        .map(KeyValue::getValue)
        .mapToInt(value -> (int) value.getIntValue())
        .findFirst()
        .orElse(0);
  }

  /** An array of objects. Not thread-safe. */
  byte[] firstTenThousand() throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      while (rows.next()) {
        writeRow(rows, json);
      }
      json.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static void writeRow(ResultSet rows, JsonGenerator json) throws SQLException {
    json.writeStartObject();
    json.writeStringProperty("trace_id", rows.getString(1));
    json.writeStringProperty("span_id", rows.getString(2));
    json.writeStringProperty("service_name", rows.getString(3));
    json.writeStringProperty("span_name", rows.getString(4));
    json.writeStringProperty("start_time", rows.getString(5));
    json.writeNumberProperty("duration_ns", rows.getLong(6));
    json.writeStringProperty("status_code", rows.getString(7));
    json.writeNumberProperty("http_status_code", rows.getInt(8));
    json.writeEndObject();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
