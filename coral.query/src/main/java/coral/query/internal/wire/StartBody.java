// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a worker is to be. Its working directory is the only one that it reads segments from.
 *
 * @param agentPid the parent, whose end is the worker's too
 * @param memoryLimitMb for statements, all together
 * @param unprivileged whether to become nobody; for a worker that root starts
 * @param tables a view each
 */
public record StartBody(
    long agentPid, int poolSize, int memoryLimitMb, boolean unprivileged, List<Table> tables) {
  public StartBody {
    tables = List.copyOf(tables);
  }

  /** A telemetry table. */
  public record Table(String name, List<Column> columns) {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column of a view.
   *
   * @param type DuckDB's
   */
  public record Column(String name, String type) {}

  public byte[] encode() {
    return Body.write(
        out -> {
          out.writeLong(agentPid);
          out.writeInt(poolSize);
          out.writeInt(memoryLimitMb);
          out.writeBoolean(unprivileged);
          out.writeInt(tables.size());
          for (Table table : tables) {
            writeTable(out, table);
          }
        });
  }

  public static StartBody decode(byte[] body) {
    return Body.read(
        body,
        in -> {
          long agentPid = in.readLong();
          int poolSize = in.readInt();
          int memoryLimitMb = in.readInt();
          boolean unprivileged = in.readBoolean();
          int count = in.readInt();
          List<Table> tables = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            tables.add(readTable(in));
          }
          return new StartBody(agentPid, poolSize, memoryLimitMb, unprivileged, tables);
        });
  }

  private static void writeTable(DataOutputStream out, Table table) throws IOException {
    Body.writeText(out, table.name());
    out.writeInt(table.columns().size());
    for (Column column : table.columns()) {
      Body.writeText(out, column.name());
      Body.writeText(out, column.type());
    }
  }

  private static Table readTable(DataInputStream in) throws IOException {
    String name = Body.readText(in);
    int count = in.readInt();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new Column(Body.readText(in), Body.readText(in)));
    }
    return new Table(name, columns);
  }
}
