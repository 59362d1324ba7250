// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.api.query.QueryResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a condition came to: the first value of its first row. NULL and no row at all are false;
 * numbers are true unless 0; texts, and all that is not a number, a boolean or a time, unless they
 * are empty, {@code 0}, {@code false} or JSON's {@code null}; times always are.
 *
 * @param text of the value, for people; empty for booleans and NULL
 */
record FirstValue(boolean isTrue, String text) {
  private static final int MAX_TEXT = 100;
  private static final FirstValue NONE = new FirstValue(false, "");

  /** Fails with LIMIT_EXCEEDED where the first row was too large to be returned. */
  static FirstValue of(QueryResult result) {
    for (ColumnBatch batch : result.batches()) {
      if (batch.rows() > 0) {
        return of(result.columns().getFirst().encoding(), batch.rows(), batch.columns().getFirst());
      }
    }
    if (result.truncated()) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "The condition's first row is larger than %,d bytes: select fewer columns."
              .formatted(Conditions.MAX_BYTES));
    }
    return NONE;
  }

  private static FirstValue of(Encoding encoding, int rows, ColumnBatch.Data data) {
    if (data.nulls().length > 0 && (data.nulls()[0] & 1) != 0) {
      return NONE;
    }
    ByteBuffer values = littleEndian(data.values());
    return switch (encoding) {
      case BOOL -> new FirstValue(values.get(0) != 0, "");
      case INT64 -> {
        long value = values.getLong(0);
        yield new FirstValue(value != 0, Long.toString(value));
      }
      case DOUBLE -> {
        double value = values.getDouble(0);
        yield new FirstValue(value != 0, Double.toString(value));
      }
      case TIMESTAMP ->
          new FirstValue(true, Instant.EPOCH.plus(values.getLong(0), ChronoUnit.MICROS).toString());
      case STRING, BIGINT, JSON -> {
        String text = text(data.values(), rows);
        boolean nothing = encoding == Encoding.JSON && text.equals("null");
        yield new FirstValue(!nothing && isTrue(text), shorten(text));
      }
    };
  }

  private static boolean isTrue(String text) {
    return switch (text) {
      case "", "0", "false" -> false;
      default -> true;
    };
  }

  private static String text(byte[] bytes, int rows) {
    ByteBuffer values = littleEndian(bytes);
    int heap = (rows + 1) * Integer.BYTES;
    int from = values.getInt(0);
    int to = values.getInt(Integer.BYTES);
    return new String(bytes, heap + from, to - from, UTF_8);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String shorten(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end) + "…";
  }

  /** Why a script is fired for it. */
  String cause() {
    return text.isEmpty() ? "condition is true" : "condition is true: " + text;
  }
}
