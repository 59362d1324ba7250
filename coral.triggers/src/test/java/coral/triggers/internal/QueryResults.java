// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.api.query.QueryResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Results of one column. */
final class QueryResults {
  private QueryResults() {}

  static QueryResult of(boolean value) {
    return of(Encoding.BOOL, 1, new byte[0], new byte[] {(byte) (value ? 1 : 0)});
  }

  static QueryResult of(long value) {
    return of(Encoding.INT64, 1, new byte[0], littleEndian(value));
  }

  static QueryResult of(double value) {
    return of(Encoding.DOUBLE, 1, new byte[0], littleEndian(Double.doubleToRawLongBits(value)));
  }

  static QueryResult time(long micros) {
    return of(Encoding.TIMESTAMP, 1, new byte[0], littleEndian(micros));
  }

  /** In an encoding of texts; the first row counts. */
  static QueryResult texts(Encoding encoding, String... rows) {
    byte[] heap = String.join("", rows).getBytes(UTF_8);
    byte[] bytes = new byte[(rows.length + 1) * Integer.BYTES + heap.length];
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = 0;
    values.putInt(end);
    for (String row : rows) {
      end += row.getBytes(UTF_8).length;
      values.putInt(end);
    }
    values.put(heap);
    return of(encoding, rows.length, new byte[0], bytes);
  }

  static QueryResult nullOf(Encoding encoding) {
    return of(encoding, 1, new byte[] {1}, new byte[2 * Long.BYTES]);
  }

  static QueryResult none(boolean truncated) {
    return new QueryResult(
        List.of(new Column("c", "BIGINT", Encoding.INT64)),
        List.of(),
        0,
        truncated,
        Duration.ZERO,
        Optional.empty());
  }

  static QueryResult of(Encoding encoding, int rows, byte[] nulls, byte[] values) {
    return new QueryResult(
        List.of(new Column("c", "T", encoding)),
        List.of(new ColumnBatch(rows, List.of(new ColumnBatch.Data(nulls, values)))),
        rows,
        false,
        Duration.ZERO,
        Optional.empty());
  }

  private static byte[] littleEndian(long value) {
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return bytes;
  }
}
