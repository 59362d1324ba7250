// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.EventFilter;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.execution.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Events over all scripts. */
final class StoredEvents {
  /** An event that names no severity, or an unknown one, counts as "info". */
  private static final String SEVERITY =
      "if(list_contains(?::VARCHAR[], severity), severity, '%s')".formatted(Severity.INFO.word());

  private StoredEvents() {}

  static List<LogEntry> newest(DuckDBConnection connection, EventFilter filter, int tail)
      throws SQLException {
    Arguments arguments = new Arguments(connection);
    StringBuilder sql =
        new StringBuilder(
            "SELECT execution_id, sequence, reported_at, script_id, agent_id, name, severity,"
                + " data::VARCHAR AS data FROM script_events WHERE true");
    if (filter.atLeast() != Severity.DEBUG) {
      sql.append(" AND list_contains(?::VARCHAR[], ").append(SEVERITY).append(")");
      arguments.add(words(filter.atLeast())).add(words(Severity.DEBUG));
    }
    if (filter.scriptId().isPresent()) {
      sql.append(" AND script_id = ?");
      arguments.add(filter.scriptId());
    }
    if (filter.agentIds().isPresent()) {
      Set<String> agents = filter.agentIds().get();
      sql.append(" AND list_contains(?::VARCHAR[], agent_id)");
      arguments.add(List.copyOf(agents));
    }
    sql.append(" ORDER BY reported_at DESC, execution_id DESC, sequence DESC LIMIT ?");
    arguments.add(tail == 0 ? Long.MAX_VALUE : tail);
    return arguments.query(sql.toString(), StoredEvents::entry).reversed();
  }

  private static List<String> words(Severity atLeast) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.compareTo(atLeast) >= 0)
        .map(Severity::word)
        .toList();
  }

  private static LogEntry entry(ResultSet row) throws SQLException {
    return new LogEntry(
        row.getObject("execution_id", UUID.class),
        row.getLong("sequence"),
        Times.instant(row, "reported_at"),
        row.getObject("script_id", UUID.class),
        row.getString("agent_id"),
        new Report.Event(
            new ScriptEvent(
                row.getString("name"), row.getString("data"), row.getString("severity"))));
  }
}
