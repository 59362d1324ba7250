// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.QueryBody;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongConsumer;
import org.duckdb.DuckDBConnection;

/** Runs statements, each in a read-only transaction. */
final class QueryThread extends ServingThread {
  private final DuckDBConnection connection;
  private final Prepared begin;
  private final Prepared rollBack;
  private final Calls calls;
  private final Epochs epochs;
  private final LongConsumer released;
  private boolean open;

  /**
   * @param released told the oldest epoch in use whenever that is a later one than before
   */
  QueryThread(
      int number,
      BlockingQueue<Work> queue,
      FrameChannel channel,
      Calls calls,
      DuckDBConnection connection,
      Epochs epochs,
      LongConsumer released) {
    super("query-" + number, queue, channel, calls);
    this.connection = connection;
    this.begin = new Prepared(connection, "BEGIN TRANSACTION READ ONLY");
    this.rollBack = new Prepared(connection, "ROLLBACK");
    this.calls = calls;
    this.epochs = epochs;
    this.released = released;
  }

  @Override
  void serve(Work work) throws SQLException, IOException {
    QueryBody query = QueryBody.decode(work.frame().body());
    ScheduledFuture<?> limit = calls.limit(work.call(), query.timeoutMillis());
    long epoch = epochs.enter();
    try {
      // A second layer below the guardrails: nothing is written even by a statement that they
      // misjudge.
      beginAnew();
      try {
        run(work, query);
      } finally {
        rollBack.execute();
        open = false;
      }
    } finally {
      limit.cancel(false);
      if (epochs.leave(epoch)) {
        released.accept(epochs.oldest());
      }
    }
  }

  /**
   * Out of memory, a statement may fail to begin or to roll back and leave its transaction open.
   */
  private void beginAnew() throws SQLException {
    if (open) {
      try {
        rollBack.execute();
      } catch (SQLException e) {
        // there was none after all; if there is one that cannot be ended, beginning fails
      }
    }
    open = true;
    begin.execute();
  }

  private void run(Work work, QueryBody query) throws SQLException, IOException {
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      int index = 1;
      for (Object param : query.params()) {
        statement.setObject(index++, param);
      }
      work.call().runs(statement);
      if (!statement.execute()) {
        throw new SQLException("The statement has no result");
      }
      try (ResultSet result = statement.getResultSet()) {
        new ResultSender(
                channel(), work.frame().id(), query.maxRows(), query.maxBytes(), this::cpuNanos)
            .send(result);
      }
    }
  }
}
