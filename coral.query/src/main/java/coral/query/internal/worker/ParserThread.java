// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.ErrorBody;
import coral.query.internal.wire.ErrorBody.Reason;
import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.Kind;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * Turns statements into trees and back, apart from the query threads so that it never waits for a
 * query.
 */
final class ParserThread extends ServingThread {
  private static final long LIMIT_MILLIS = 2_000;

  private static final String PARSE =
      "SELECT json_serialize_sql(?::VARCHAR, skip_null := true, skip_empty := true,"
          + " skip_default := true)";
  private static final String PRINT = "SELECT json_deserialize_sql(?::JSON)";

  private static final String FAILURE = "{\"error\":true";
  private static final Pattern FAILURE_MESSAGE =
      Pattern.compile("\"error_message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Prepared parse;
  private final Prepared print;
  private final Calls calls;

  ParserThread(
      int number,
      BlockingQueue<Work> queue,
      FrameChannel channel,
      Calls calls,
      DuckDBConnection connection) {
    super("parser-" + number, queue, channel, calls);
    this.parse = new Prepared(connection, PARSE);
    this.print = new Prepared(connection, PRINT);
    this.calls = calls;
  }

  @Override
  void serve(Work work) throws SQLException, IOException {
    Frame frame = work.frame();
    ScheduledFuture<?> limit = calls.limit(work.call(), LIMIT_MILLIS);
    Prepared prepared = frame.kind() == Kind.PARSE ? parse : print;
    try {
      PreparedStatement statement = prepared.get();
      work.call().runs(statement);
      statement.setString(1, frame.text());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        channel().write(answer(frame.id(), result.getString(1)));
      }
    } catch (SQLException e) {
      prepared.drop();
      if (work.call().stopped() != null) {
        throw e;
      }
      ErrorBody error = Messages.of(Reason.REFUSED, Messages.shorten(e));
      channel().write(new Frame(Kind.ERROR, frame.id(), error.encode()));
    } finally {
      limit.cancel(false);
    }
  }

  /** json_serialize_sql does not fail: it says what is wrong in its answer. */
  private static Frame answer(long id, String text) {
    if (!text.startsWith(FAILURE)) {
      return Frame.text(Kind.TEXT, id, text);
    }
    Matcher message = FAILURE_MESSAGE.matcher(text);
    String reason = message.find() ? message.group(1).replaceAll("\\\\(.)", "$1") : text;
    return new Frame(Kind.ERROR, id, Messages.of(Reason.REFUSED, reason).encode());
  }
}
