// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB's nested values as JSON. Times are ISO 8601, blobs hexadecimal, NaN and infinities null.
 */
final class JsonText {
  private JsonText() {}

  static String of(Object value) throws SQLException {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** A value that is no JSON: what a string column holds. */
  static String plain(Object value) throws SQLException {
    return switch (value) {
      case String text -> text;
      case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case java.sql.Timestamp stamp -> stamp.toLocalDateTime() + "Z";
      case OffsetDateTime time -> time.toInstant().toString();
      default -> value.toString();
    };
  }

  private static void append(StringBuilder out, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> out.append("null");
      case JsonNode json -> out.append(json);
      case Boolean bool -> out.append(bool);
      case Double number -> out.append(Double.isFinite(number) ? number.toString() : "null");
      case Float number -> out.append(Float.isFinite(number) ? number.toString() : "null");
      case BigDecimal number -> out.append(number.toPlainString());
      case BigInteger number -> out.append(number);
      case Number number -> out.append(number.longValue());
      case Array array -> appendList(out, (Object[]) array.getArray());
      case Object[] list -> appendList(out, list);
      case DuckDBStruct struct -> appendMap(out, struct.getMap());
      case Map<?, ?> map -> appendMap(out, map);
      case LocalDate date -> appendString(out, date.toString());
      default -> appendString(out, plain(value));
    }
  }

  private static void appendList(StringBuilder out, Object[] list) throws SQLException {
    out.append('[');
    for (int i = 0; i < list.length; i++) {
      out.append(i == 0 ? "" : ",");
      append(out, list[i]);
    }
    out.append(']');
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) throws SQLException {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      Object key = entry.getKey();
      appendString(out, key == null ? "null" : plain(key));
      out.append(':');
      append(out, entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
