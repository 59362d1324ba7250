// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.AuditEntry;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Rows of {@code audit_log}. */
final class AuditLog {
  private AuditLog() {}

  static void add(DuckDBConnection connection, AuditEntry entry) throws SQLException {
    new Arguments(connection)
        .add(entry.at())
        .add(entry.actor())
        .add(entry.action())
        .add(entry.subject())
        .add(entry.detail())
        .update(
            "INSERT INTO audit_log (at_time, actor, action, subject, detail)"
                + " VALUES (?, ?, ?, ?, ?)");
  }

  static List<AuditEntry> newest(DuckDBConnection connection, int limit) throws SQLException {
    return new Arguments(connection)
        .add(limit)
        .query(
            "SELECT * FROM audit_log ORDER BY number DESC LIMIT ?",
            row ->
                new AuditEntry(
                    Times.instant(row, "at_time"),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("subject"),
                    row.getString("detail")));
  }
}
