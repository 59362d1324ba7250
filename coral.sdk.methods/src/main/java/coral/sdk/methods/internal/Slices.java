// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts batches whose texts are too long for one frame. */
final class Slices {
  private Slices() {}

  static long size(ColumnBatch batch) {
    return batch.columns().stream()
        .mapToLong(data -> data.nulls().length + data.values().length)
        .sum();
  }

  /** The rows from {@code from} up to but without {@code to}. */
  static ColumnBatch slice(ColumnBatch batch, List<Column> columns, int from, int to) {
    List<ColumnBatch.Data> sliced = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      ColumnBatch.Data data = batch.columns().get(i);
      sliced.add(
          new ColumnBatch.Data(
              nulls(data.nulls(), from, to),
              values(data.values(), columns.get(i).encoding(), batch.rows(), from, to)));
    }
    return new ColumnBatch(to - from, sliced);
  }

  private static byte[] values(byte[] values, Encoding encoding, int rows, int from, int to) {
    return switch (encoding) {
      case BOOL -> Arrays.copyOfRange(values, from, to);
      case INT64, DOUBLE, TIMESTAMP ->
          Arrays.copyOfRange(values, from * Long.BYTES, to * Long.BYTES);
      case STRING, JSON, BIGINT -> texts(values, rows, from, to);
    };
  }

  private static byte[] texts(byte[] values, int rows, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(values).order(LITTLE_ENDIAN);
    int heap = (rows + 1) * Integer.BYTES;
    int first = in.getInt(from * Integer.BYTES);
    int last = in.getInt(to * Integer.BYTES);
    ByteBuffer out =
        ByteBuffer.allocate((to - from + 1) * Integer.BYTES + last - first).order(LITTLE_ENDIAN);
    for (int row = from; row <= to; row++) {
      out.putInt(in.getInt(row * Integer.BYTES) - first);
    }
    return out.put(values, heap + first, last - first).array();
  }

  private static byte[] nulls(byte[] nulls, int from, int to) {
    if (nulls.length == 0) {
      return nulls;
    }
    byte[] sliced = new byte[(to - from + 7) / 8];
    for (int row = from; row < to; row++) {
      if ((nulls[row / 8] & 1 << row % 8) != 0) {
        sliced[(row - from) / 8] |= (byte) (1 << (row - from) % 8);
      }
    }
    return sliced;
  }
}
