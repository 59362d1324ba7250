// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.ErrorBody.Reason;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A call on its way through the worker, and how to end it early. Thread-safe. */
final class Call {
  private @Nullable Statement statement;
  private @Nullable Reason stopped;
  private boolean ended;

  /** The statement to cancel from now on. */
  synchronized void runs(Statement started) throws SQLException {
    statement = started;
    if (stopped != null) {
      throw new SQLException("stopped before it began");
    }
  }

  /**
   * Asks DuckDB to stop. A request can fall between two of DuckDB's own statements and be lost, so
   * it is repeated until the call has ended; the first reason stays.
   */
  synchronized void stop(Reason reason) throws SQLException {
    if (ended) {
      return;
    }
    if (stopped == null) {
      stopped = reason;
    }
    if (statement != null) {
      statement.cancel();
    }
  }

  synchronized void end() {
    ended = true;
  }

  /** Why it was stopped, or null. */
  synchronized @Nullable Reason stopped() {
    return stopped;
  }

  synchronized boolean hasEnded() {
    return ended;
  }
}
