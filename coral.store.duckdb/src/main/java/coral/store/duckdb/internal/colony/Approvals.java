// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.Approval;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Rows of {@code approvals}. */
final class Approvals {
  private Approvals() {}

  static void save(DuckDBConnection connection, Approval approval) throws SQLException {
    new Arguments(connection)
        .add(approval.scriptId())
        .add(approval.version())
        .add(approval.granted())
        .add(approval.at())
        .add(approval.by())
        .add(approval.reason())
        .update(
            "INSERT INTO approvals (script_id, version, granted, decided_at, decided_by, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (script_id, version) DO UPDATE SET"
                + " granted = excluded.granted, decided_at = excluded.decided_at,"
                + " decided_by = excluded.decided_by, reason = excluded.reason");
  }

  static Optional<Approval> find(DuckDBConnection connection, UUID scriptId, int version)
      throws SQLException {
    return new Arguments(connection)
        .add(scriptId)
        .add(version)
        .first(
            "SELECT * FROM approvals WHERE script_id = ? AND version = ?",
            row ->
                new Approval(
                    row.getObject("script_id", UUID.class),
                    row.getInt("version"),
                    row.getBoolean("granted"),
                    Times.instant(row, "decided_at"),
                    row.getString("decided_by"),
                    row.getString("reason")));
  }
}
