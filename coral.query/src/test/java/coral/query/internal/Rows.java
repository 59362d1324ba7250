// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.QueryResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Decodes a result as a script's SDK does. */
final class Rows {
  private Rows() {}

  static List<List<Object>> of(QueryResult result) {
    List<List<Object>> rows = new ArrayList<>();
    for (ColumnBatch batch : result.batches()) {
      for (int row = 0; row < batch.rows(); row++) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < batch.columns().size(); i++) {
          values.add(value(result.columns().get(i), batch.columns().get(i), batch.rows(), row));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static Object value(Column column, ColumnBatch.Data data, int rows, int row) {
    if (data.nulls().length > 0 && (data.nulls()[row / 8] & 1 << row % 8) != 0) {
      return null;
    }
    ByteBuffer values = ByteBuffer.wrap(data.values()).order(ByteOrder.LITTLE_ENDIAN);
    return switch (column.encoding()) {
      case BOOL -> values.get(row) != 0;
      case INT64 -> values.getLong(row * 8);
      case DOUBLE -> values.getDouble(row * 8);
      case TIMESTAMP -> Instant.EPOCH.plus(values.getLong(row * 8), ChronoUnit.MICROS);
      case STRING, JSON, BIGINT -> {
        int from = values.getInt(row * 4);
        int to = values.getInt(row * 4 + 4);
        yield new String(data.values(), (rows + 1) * 4 + from, to - from, UTF_8);
      }
    };
  }
}
