// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.query.internal.wire.BatchBody;
import coral.query.internal.wire.DoneBody;
import coral.query.internal.wire.ErrorBody;
import coral.query.internal.wire.Frame;
import coral.query.internal.wire.SchemaBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What has come back of a call so far. Frames are accepted by one thread; the answer is for any.
 */
final class PendingCall {

  /**
   * @param text of a parse or print
   */
  record Answer(List<Column> columns, List<ColumnBatch> batches, boolean truncated, String text) {}

  private final Frame request;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<ColumnBatch> batches = new ArrayList<>();
  private final long sentAt = System.nanoTime();
  private volatile boolean guilty;
  private volatile Duration cpu = Duration.ZERO;

  PendingCall(Frame request) {
    this.request = request;
  }

  Frame request() {
    return request;
  }

  /** Fails with CoralException or {@link WorkerDied}. */
  CompletableFuture<Answer> answer() {
    return answer;
  }

  /** The worker is about to be killed because of this call. */
  void blame() {
    guilty = true;
  }

  /** Processor time that it took in the worker, once there is an answer. */
  Duration cpu() {
    return cpu;
  }

  /** One that was killed for not ending is taken to have run all the time. */
  void die(WorkerDied died) {
    if (guilty) {
      cpu = Duration.ofNanos(System.nanoTime() - sentAt);
    }
    answer.completeExceptionally(guilty ? died.blamed() : died);
  }

  /** Whether that was the last one. */
  boolean accept(Frame frame) {
    switch (frame.kind()) {
      case SCHEMA -> addSchema(SchemaBody.decode(frame.body()));
      case BATCH -> addBatch(BatchBody.decode(frame.body()));
      case DONE -> done(DoneBody.decode(frame.body()));
      case TEXT -> answer.complete(new Answer(List.of(), List.of(), false, frame.text()));
      case ERROR -> failed(ErrorBody.decode(frame.body()));
      default -> throw new IllegalStateException("the worker answered with a " + frame.kind());
    }
    return answer.isDone();
  }

  private void done(DoneBody done) {
    cpu = Duration.ofNanos(done.cpuNanos());
    answer.complete(new Answer(List.copyOf(columns), List.copyOf(batches), done.truncated(), ""));
  }

  private void failed(ErrorBody error) {
    cpu = Duration.ofNanos(error.cpuNanos());
    answer.completeExceptionally(exception(error));
  }

  private void addSchema(SchemaBody schema) {
    for (SchemaBody.Column column : schema.columns()) {
      columns.add(new Column(column.name(), column.type(), Encoding.valueOf(column.encoding())));
    }
  }

  private void addBatch(BatchBody batch) {
    List<ColumnBatch.Data> data = new ArrayList<>();
    for (BatchBody.Data column : batch.columns()) {
      data.add(new ColumnBatch.Data(column.nulls(), column.values()));
    }
    batches.add(new ColumnBatch(batch.rows(), data));
  }

  private static CoralException exception(ErrorBody error) {
    return switch (error.reason()) {
      case FAILED -> new CoralException(ErrorCode.QUERY_FAILED, error.message());
      case REFUSED -> new CoralException(ErrorCode.QUERY_REFUSED, error.message());
      case TIMEOUT ->
          new CoralException(
              ErrorCode.TIMEOUT,
              "The statement did not end within its time limit and was stopped: narrow its time"
                  + " range, or aggregate less.");
      case MEMORY ->
          new CoralException(
              ErrorCode.LIMIT_EXCEEDED,
              "The statement needs more memory than statements may use (query.memory_limit_mb):"
                  + " select fewer rows or columns, or aggregate. DuckDB says: "
                  + error.message());
      case CANCELLED ->
          new CoralException(ErrorCode.CANCELLED, "The statement was cancelled by its caller.");
      case INTERNAL ->
          new CoralException(
              ErrorCode.INTERNAL, "The query worker could not answer: " + error.message());
    };
  }
}
