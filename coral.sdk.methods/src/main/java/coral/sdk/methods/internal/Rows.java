// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.api.query.QueryResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A small result, read value by value. */
final class Rows {
  private final QueryResult result;

  Rows(QueryResult result) {
    this.result = result;
  }

  int count() {
    return (int) result.rows();
  }

  /** A number, NaN for NULL. */
  double number(int row, int column) {
    At at = at(row);
    if (isNull(at, column)) {
      return Double.NaN;
    }
    Encoding encoding = result.columns().get(column).encoding();
    ByteBuffer values = values(at, column);
    return switch (encoding) {
      case INT64, TIMESTAMP -> values.getLong(at.row * Long.BYTES);
      case DOUBLE -> values.getDouble(at.row * Double.BYTES);
      case BOOL -> values.get(at.row);
      case STRING, JSON, BIGINT -> Double.parseDouble(text(at, column));
    };
  }

  /** A text, null for NULL. */
  @Nullable String textOrNull(int row, int column) {
    At at = at(row);
    return isNull(at, column) ? null : text(at, column);
  }

  /** A text, empty for NULL. */
  String text(int row, int column) {
    String text = textOrNull(row, column);
    return text == null ? "" : text;
  }

  /** A whole number, 0 for NULL. */
  long whole(int row, int column) {
    At at = at(row);
    return isNull(at, column) ? 0 : values(at, column).getLong(at.row * Long.BYTES);
  }

  private record At(ColumnBatch batch, int row) {}

  private At at(int row) {
    int left = row;
    for (ColumnBatch batch : result.batches()) {
      if (left < batch.rows()) {
        return new At(batch, left);
      }
      left -= batch.rows();
    }
    throw new IndexOutOfBoundsException(row);
  }

  private static boolean isNull(At at, int column) {
    byte[] nulls = at.batch.columns().get(column).nulls();
    return nulls.length > 0 && (nulls[at.row / 8] & 1 << at.row % 8) != 0;
  }

  private static String text(At at, int column) {
    ByteBuffer values = values(at, column);
    int heap = (at.batch.rows() + 1) * Integer.BYTES;
    int from = values.getInt(at.row * Integer.BYTES);
    int to = values.getInt((at.row + 1) * Integer.BYTES);
    return new String(at.batch.columns().get(column).values(), heap + from, to - from, UTF_8);
  }

  private static ByteBuffer values(At at, int column) {
    return ByteBuffer.wrap(at.batch.columns().get(column).values()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
