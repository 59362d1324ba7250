// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.execution.OutputStreamName;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * RFD 076's columns stdout, stderr and events of executions that have ended: the last 64 KiB of
 * each, made from the append-only tables, once at the end instead of with each line.
 */
final class CapturedOutput {
  static final int MOST_BYTES = 64 << 10;

  private CapturedOutput() {}

  /** Brings an execution that has ended up to date. */
  static void refresh(DuckDBConnection connection, UUID execution) throws SQLException {
    new Arguments(connection)
        .add(lines(connection, execution, OutputStreamName.STDOUT))
        .add(lines(connection, execution, OutputStreamName.STDERR))
        .add(events(connection, execution))
        .add(execution)
        .update(
            "UPDATE script_executions SET stdout = ?, stderr = ?, events = ?::VARCHAR[]::JSON[]"
                + " WHERE execution_id = ?");
  }

  private static String lines(DuckDBConnection connection, UUID execution, OutputStreamName stream)
      throws SQLException {
    Deque<String> tail = new ArrayDeque<>();
    Tail limit = new Tail();
    new Arguments(connection)
        .add(execution)
        .add(stream.wireName())
        .add(MOST_BYTES)
        .query(
            "SELECT line FROM script_logs WHERE execution_id = ? AND stream = ?"
                + " ORDER BY sequence DESC LIMIT ?",
            row -> limit.takes(row.getString(1)) && tail.offerFirst(row.getString(1) + "\n"));
    return String.join("", tail);
  }

  private static List<String> events(DuckDBConnection connection, UUID execution)
      throws SQLException {
    Deque<String> tail = new ArrayDeque<>();
    Tail limit = new Tail();
    new Arguments(connection)
        .add(execution)
        .add(MOST_BYTES / 16)
        .query(
            "SELECT json_object('name', name, 'severity', severity, 'timestamp',"
                + " strftime(reported_at, '%Y-%m-%dT%H:%M:%S.%fZ'), 'data', data)::VARCHAR"
                + " FROM script_events WHERE execution_id = ? ORDER BY sequence DESC LIMIT ?",
            row -> limit.takes(row.getString(1)) && tail.offerFirst(row.getString(1)));
    return List.copyOf(tail);
  }

  /** Counts what fits. */
  private static final class Tail {
    private int left = MOST_BYTES;

    boolean takes(String text) {
      left -= text.getBytes(UTF_8).length + 1;
      return left >= 0;
    }
  }
}
