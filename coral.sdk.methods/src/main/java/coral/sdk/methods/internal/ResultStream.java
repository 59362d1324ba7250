// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import com.google.protobuf.UnsafeByteOperations;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.QueryResult;
import coral.api.sdk.SdkCall;
import coral.proto.sdk.v1.ColumnData;
import coral.proto.sdk.v1.Encoding;
import coral.proto.sdk.v1.QuerySummary;
import java.util.List;

/**
 * Sends a result as a stream of column batches, the schema in the first one, and a summary at the
 * end.
 */
final class ResultStream {
  /** Well within a frame's 4 MiB. */
  static final int MAX_BATCH_BYTES = 3 << 20;

  private final SdkCall call;
  private final List<Column> columns;
  private boolean first = true;

  private ResultStream(SdkCall call, List<Column> columns) {
    this.call = call;
    this.columns = columns;
  }

  /**
   * Sends every batch.
   *
   * @param guardrails what was put into the statement, one sentence each
   * @return the payload that ends the call
   */
  static byte[] send(SdkCall call, QueryResult result, boolean truncated, List<String> guardrails) {
    var stream = new ResultStream(call, result.columns());
    result.batches().forEach(stream::send);
    QuerySummary.Builder summary =
        QuerySummary.newBuilder()
            .setRows(result.rows())
            .setTruncated(truncated)
            .addAllGuardrails(guardrails)
            .setElapsedNs(result.elapsed().toNanos());
    result.columns().forEach(column -> summary.addColumns(toProto(column)));
    return summary.build().toByteArray();
  }

  static byte[] send(SdkCall call, QueryResult result) {
    return send(call, result, result.truncated(), List.of());
  }

  private void send(ColumnBatch batch) {
    if (Slices.size(batch) <= MAX_BATCH_BYTES) {
      call.next(toProto(batch).toByteArray());
      return;
    }
    if (batch.rows() == 1) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "one row of the result has %,d bytes, but at most %,d can be sent; select less of it"
              .formatted(Slices.size(batch), MAX_BATCH_BYTES));
    }
    int half = batch.rows() / 2;
    send(Slices.slice(batch, columns, 0, half));
    send(Slices.slice(batch, columns, half, batch.rows()));
  }

  private coral.proto.sdk.v1.ColumnBatch toProto(ColumnBatch batch) {
    var proto = coral.proto.sdk.v1.ColumnBatch.newBuilder().setRows(batch.rows());
    for (ColumnBatch.Data data : batch.columns()) {
      proto.addColumns(
          ColumnData.newBuilder()
              .setNulls(UnsafeByteOperations.unsafeWrap(data.nulls()))
              .setData(UnsafeByteOperations.unsafeWrap(data.values())));
    }
    if (first) {
      columns.forEach(column -> proto.addSchema(toProto(column)));
      first = false;
    }
    return proto.build();
  }

  private static coral.proto.sdk.v1.Column toProto(Column column) {
    return coral.proto.sdk.v1.Column.newBuilder()
        .setName(column.name())
        .setType(column.type())
        .setEncoding(
            switch (column.encoding()) {
              case BOOL -> Encoding.ENCODING_BOOL;
              case INT64 -> Encoding.ENCODING_INT64;
              case DOUBLE -> Encoding.ENCODING_DOUBLE;
              case STRING -> Encoding.ENCODING_STRING;
              case TIMESTAMP -> Encoding.ENCODING_TIMESTAMP;
              case JSON -> Encoding.ENCODING_JSON;
              case BIGINT -> Encoding.ENCODING_BIGINT;
            })
        .build();
  }
}
