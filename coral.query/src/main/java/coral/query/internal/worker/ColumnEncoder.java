// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.query.internal.wire.BatchBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds one column of a batch. */
abstract sealed class ColumnEncoder {
  static final int MAX_ROWS = 2_048;

  private static final byte[] NO_NULLS = new byte[0];

  private final String encoding;
  private final byte[] nulls = new byte[MAX_ROWS / 8];
  private boolean anyNull;

  private ColumnEncoder(String encoding) {
    this.encoding = encoding;
  }

  /** The encoder of DuckDB's type of that name, such as {@code "DECIMAL(10,2)"}. */
  static ColumnEncoder of(String type) {
    if (type.endsWith("]")) {
      return new Json();
    }
    int parenthesis = type.indexOf('(');
    return switch (parenthesis < 0 ? type : type.substring(0, parenthesis)) {
      case "BOOLEAN" -> new Bool();
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          new Int64();
      case "FLOAT", "DOUBLE", "DECIMAL" -> new Float64();
      case "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE",
          "DATE" ->
          new Timestamp();
      case "HUGEINT", "UHUGEINT", "UBIGINT", "BIGNUM" -> new Text("BIGINT");
      case "JSON", "STRUCT", "MAP", "UNION", "VARIANT" -> new Json();
      default -> new Text("STRING");
    };
  }

  /** A constant's name of {@code coral.api.query.Encoding}. */
  String encoding() {
    return encoding;
  }

  /** Adds the value of the result's present row; {@code column} counts from 1. */
  abstract void add(ResultSet result, int column, int row) throws SQLException;

  /** Bytes so far. */
  abstract int size();

  /** The first {@code rows} of what was added; the next one added is row 0. */
  BatchBody.Data take(int rows) {
    byte[] values = values(rows);
    byte[] bitmap = anyNull ? Arrays.copyOf(nulls, (rows + 7) / 8) : NO_NULLS;
    Arrays.fill(nulls, (byte) 0);
    anyNull = false;
    return new BatchBody.Data(bitmap, values);
  }

  abstract byte[] values(int rows);

  final void setNull(int row) {
    nulls[row / 8] |= (byte) (1 << row % 8);
    anyNull = true;
  }

  private static final class Bool extends ColumnEncoder {
    private final Buffer values = new Buffer(MAX_ROWS);

    Bool() {
      super("BOOL");
    }

    @Override
    void add(ResultSet result, int column, int row) throws SQLException {
      boolean value = result.getBoolean(column);
      if (result.wasNull()) {
        setNull(row);
      }
      values.putByte(value ? 1 : 0);
    }

    @Override
    int size() {
      return values.size();
    }

    @Override
    byte[] values(int rows) {
      byte[] taken = values.first(rows);
      values.clear();
      return taken;
    }
  }

  private abstract static sealed class Wide extends ColumnEncoder {
    final Buffer values = new Buffer(256 * Long.BYTES);

    Wide(String encoding) {
      super(encoding);
    }

    @Override
    int size() {
      return values.size();
    }

    @Override
    byte[] values(int rows) {
      byte[] taken = values.first(rows * Long.BYTES);
      values.clear();
      return taken;
    }
  }

  private static final class Int64 extends Wide {
    Int64() {
      super("INT64");
    }

    @Override
    void add(ResultSet result, int column, int row) throws SQLException {
      long value = result.getLong(column);
      if (result.wasNull()) {
        setNull(row);
      }
      values.putLong(value);
    }
  }

  private static final class Float64 extends Wide {
    Float64() {
      super("DOUBLE");
    }

    @Override
    void add(ResultSet result, int column, int row) throws SQLException {
      double value = result.getDouble(column);
      if (result.wasNull()) {
        setNull(row);
      }
      values.putDouble(value);
    }
  }

  private static final class Timestamp extends Wide {
    Timestamp() {
      super("TIMESTAMP");
    }

    @Override
    void add(ResultSet result, int column, int row) throws SQLException {
      Object value = result.getObject(column);
      if (value == null) {
        setNull(row);
        values.putLong(0);
      } else {
        values.putLong(micros(value));
      }
    }

    private static long micros(Object value) {
      Instant time =
          switch (value) {
            case OffsetDateTime offset -> offset.toInstant();
            case java.sql.Timestamp stamp -> stamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
            default -> throw new IllegalStateException("no time is a " + value.getClass());
          };
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
  }

  /** Offsets apart from the text, since each row adds to both. */
  private abstract static sealed class Variable extends ColumnEncoder {
    private final Buffer offsets = new Buffer(256 * Integer.BYTES);
    private final Buffer text = new Buffer(4_096);

    Variable(String encoding) {
      super(encoding);
      offsets.putInt(0);
    }

    @Override
    final void add(ResultSet result, int column, int row) throws SQLException {
      String value = textOf(result, column);
      if (value == null) {
        setNull(row);
      } else {
        text.put(value.getBytes(UTF_8));
      }
      offsets.putInt(text.size());
    }

    abstract @Nullable String textOf(ResultSet result, int column) throws SQLException;

    @Override
    int size() {
      return offsets.size() + text.size();
    }

    @Override
    byte[] values(int rows) {
      int offsetBytes = (rows + 1) * Integer.BYTES;
      int textBytes = offsets.getInt(rows * Integer.BYTES);
      Buffer both = new Buffer(offsetBytes + textBytes);
      both.putFirst(offsets, offsetBytes);
      both.putFirst(text, textBytes);
      offsets.clear();
      text.clear();
      offsets.putInt(0);
      return both.first(offsetBytes + textBytes);
    }
  }

  private static final class Text extends Variable {
    Text(String encoding) {
      super(encoding);
    }

    @Override
    @Nullable String textOf(ResultSet result, int column) throws SQLException {
      Object value = result.getObject(column);
      return value == null ? null : JsonText.plain(value);
    }
  }

  private static final class Json extends Variable {
    Json() {
      super("JSON");
    }

    @Override
    @Nullable String textOf(ResultSet result, int column) throws SQLException {
      Object value = result.getObject(column);
      return value == null ? null : JsonText.of(value);
    }
  }
}
