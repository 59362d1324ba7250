// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.BatchBody;
import coral.query.internal.wire.DoneBody;
import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.Kind;
import coral.query.internal.wire.SchemaBody;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Sends a materialised result as batches, up to a number of rows and bytes. */
final class ResultSender {
  /** A batch is sent early when it is this large, so that wide rows need no huge frame. */
  private static final int BATCH_BYTES = 4 << 20;

  private final FrameChannel channel;
  private final long id;
  private final int maxRows;
  private final long maxBytes;
  private final LongSupplier cpuNanos;
  private final List<ColumnEncoder> encoders = new ArrayList<>();
  private long sentRows;
  private long sentBytes;
  private int rows;

  /**
   * @param cpuNanos of the statement so far
   */
  ResultSender(FrameChannel channel, long id, int maxRows, long maxBytes, LongSupplier cpuNanos) {
    this.channel = channel;
    this.id = id;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.cpuNanos = cpuNanos;
  }

  void send(ResultSet result) throws SQLException, IOException {
    sendSchema(result.getMetaData());
    boolean truncated = false;
    while (result.next()) {
      if (sentRows + rows == maxRows) {
        truncated = true;
        break;
      }
      int size = addRow(result);
      if (sentBytes + size > maxBytes) {
        truncated = true;
        break; // the row that went over is left out
      }
      rows++;
      if (rows == ColumnEncoder.MAX_ROWS || size > BATCH_BYTES) {
        flush(size);
      }
    }
    flush(0);
    DoneBody done = new DoneBody(truncated, cpuNanos.getAsLong());
    channel.write(new Frame(Kind.DONE, id, done.encode()));
  }

  private void sendSchema(ResultSetMetaData schema) throws SQLException, IOException {
    List<SchemaBody.Column> columns = new ArrayList<>();
    for (int i = 1; i <= schema.getColumnCount(); i++) {
      String type = schema.getColumnTypeName(i);
      ColumnEncoder encoder = ColumnEncoder.of(type);
      encoders.add(encoder);
      columns.add(new SchemaBody.Column(schema.getColumnLabel(i), type, encoder.encoding()));
    }
    channel.write(new Frame(Kind.SCHEMA, id, new SchemaBody(columns).encode()));
  }

  /** The size of the batch with the row. */
  private int addRow(ResultSet result) throws SQLException {
    int size = 0;
    for (int i = 0; i < encoders.size(); i++) {
      ColumnEncoder encoder = encoders.get(i);
      encoder.add(result, i + 1, rows);
      size += encoder.size();
    }
    return size;
  }

  private void flush(int size) throws IOException {
    if (rows == 0) {
      return;
    }
    List<BatchBody.Data> columns = new ArrayList<>();
    for (ColumnEncoder encoder : encoders) {
      columns.add(encoder.take(rows));
    }
    channel.write(new Frame(Kind.BATCH, id, new BatchBody(rows, columns).encode()));
    sentRows += rows;
    sentBytes += size;
    rows = 0;
  }
}
