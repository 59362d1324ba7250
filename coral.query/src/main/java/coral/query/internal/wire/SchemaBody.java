// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import java.util.ArrayList;
import java.util.List;

/** A result's columns. */
public record SchemaBody(List<Column> columns) {
  public SchemaBody {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param type DuckDB's
   * @param encoding a constant's name of {@code coral.api.query.Encoding}, which the worker does
   *     not have
   */
  public record Column(String name, String type, String encoding) {}

  public byte[] encode() {
    return Body.write(
        out -> {
          out.writeInt(columns.size());
          for (Column column : columns) {
            Body.writeText(out, column.name());
            Body.writeText(out, column.type());
            Body.writeText(out, column.encoding());
          }
        });
  }

  public static SchemaBody decode(byte[] body) {
    return Body.read(
        body,
        in -> {
          int count = in.readInt();
          List<Column> columns = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            columns.add(new Column(Body.readText(in), Body.readText(in), Body.readText(in)));
          }
          return new SchemaBody(columns);
        });
  }
}
