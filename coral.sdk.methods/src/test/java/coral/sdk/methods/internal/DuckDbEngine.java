// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.api.query.QueryEngine;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.telemetry.TelemetryTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real DuckDB in memory with the telemetry tables, as a query engine. */
final class DuckDbEngine implements QueryEngine, AutoCloseable {
  final List<QueryRequest> requests = new ArrayList<>();
  private final Connection connection;

  DuckDbEngine() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      for (TelemetryTable table : TelemetryTable.values()) {
        execute("CREATE TABLE \"%s\" (%s)".formatted(table.tableName(), table.columnDefinitions()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public QueryResult query(QueryRequest request) {
    requests.add(request);
    try (PreparedStatement statement = connection.prepareStatement(request.sql())) {
      for (int i = 0; i < request.params().size(); i++) {
        statement.setObject(i + 1, request.params().get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, request.maxRows());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(request.sql(), e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static QueryResult read(ResultSet rows, int maxRows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    List<List<Object>> values = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String type = meta.getColumnTypeName(i);
      columns.add(new Column(meta.getColumnLabel(i), type, encoding(type)));
      values.add(new ArrayList<>());
    }
    int count = 0;
    boolean truncated = false;
    while (rows.next()) {
      if (count == maxRows) {
        truncated = true;
        break;
      }
      count++;
      for (int i = 0; i < columns.size(); i++) {
        values.get(i).add(rows.getObject(i + 1));
      }
    }
    List<ColumnBatch.Data> data = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      data.add(encode(columns.get(i).encoding(), values.get(i)));
    }
    List<ColumnBatch> batches = count == 0 ? List.of() : List.of(new ColumnBatch(count, data));
    return new QueryResult(
        columns, batches, count, truncated, Duration.ofMillis(1), Optional.empty());
  }

  private static Encoding encoding(String type) {
    if (type.endsWith("]")) {
      return Encoding.JSON;
    }
    return switch (type) {
      case "BOOLEAN" -> Encoding.BOOL;
      case "INTEGER", "BIGINT" -> Encoding.INT64;
      case "DOUBLE" -> Encoding.DOUBLE;
      case "TIMESTAMP WITH TIME ZONE" -> Encoding.TIMESTAMP;
      case "JSON" -> Encoding.JSON;
      case "VARCHAR" -> Encoding.STRING;
      default -> throw new IllegalStateException("a type that no method should send: " + type);
    };
  }

  static ColumnBatch.Data encode(Encoding encoding, List<?> values) {
    byte[] nulls = new byte[(values.size() + 7) / 8];
    var heap = new ByteArrayOutputStream();
    ByteBuffer fixed =
        ByteBuffer.allocate(values.size() * Long.BYTES + Long.BYTES).order(LITTLE_ENDIAN);
    for (int row = 0; row < values.size(); row++) {
      Object value = values.get(row);
      if (value == null) {
        nulls[row / 8] |= (byte) (1 << row % 8);
      }
      switch (encoding) {
        case BOOL -> fixed.put((byte) (Boolean.TRUE.equals(value) ? 1 : 0));
        case INT64 -> fixed.putLong(value == null ? 0 : ((Number) value).longValue());
        case DOUBLE -> fixed.putDouble(value == null ? 0 : ((Number) value).doubleValue());
        case TIMESTAMP ->
            fixed.putLong(
                value == null
                    ? 0
                    : ChronoUnit.MICROS.between(
                        java.time.Instant.EPOCH, ((OffsetDateTime) value).toInstant()));
        case STRING, JSON, BIGINT -> {
          fixed.putInt(heap.size());
          heap.writeBytes(value == null ? new byte[0] : value.toString().getBytes(UTF_8));
        }
      }
    }
    if (encoding == Encoding.STRING || encoding == Encoding.JSON || encoding == Encoding.BIGINT) {
      fixed.putInt(heap.size());
    }
    byte[] bytes = new byte[fixed.position() + heap.size()];
    fixed.flip().get(bytes, 0, fixed.limit());
    System.arraycopy(heap.toByteArray(), 0, bytes, fixed.limit(), heap.size());
    return new ColumnBatch.Data(nulls, bytes);
  }
}
