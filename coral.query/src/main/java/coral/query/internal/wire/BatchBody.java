// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import java.util.ArrayList;
import java.util.List;

/** Some rows of a result, column by column. */
public record BatchBody(int rows, List<Data> columns) {
  public BatchBody {
    columns = List.copyOf(columns);
  }

  /**
   * A column's values.
   *
   * @param nulls bitmap, or empty
   */
  @SuppressWarnings("ArrayRecordComponent") // raw buffers are the point
  public record Data(byte[] nulls, byte[] values) {}

  public byte[] encode() {
    return Body.write(
        out -> {
          out.writeInt(rows);
          out.writeInt(columns.size());
          for (Data data : columns) {
            Body.writeBytes(out, data.nulls());
            Body.writeBytes(out, data.values());
          }
        });
  }

  public static BatchBody decode(byte[] body) {
    return Body.read(
        body,
        in -> {
          int rows = in.readInt();
          int count = in.readInt();
          List<Data> columns = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            columns.add(new Data(Body.readBytes(in), Body.readBytes(in)));
          }
          return new BatchBody(rows, columns);
        });
  }
}
