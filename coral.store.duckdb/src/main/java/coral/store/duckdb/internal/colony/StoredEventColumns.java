// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.egress.StoredEvent;
import coral.api.execution.ScriptEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A {@link StoredEvent} as a row. */
final class StoredEventColumns {
  private StoredEventColumns() {}

  static StoredEvent read(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong("number"),
        Times.instant(row, "reported_at"),
        row.getObject("execution_id", UUID.class),
        row.getLong("sequence"),
        row.getObject("script_id", UUID.class),
        row.getString("script"),
        row.getString("agent_id"),
        new ScriptEvent(row.getString("name"), row.getString("data"), row.getString("severity")));
  }
}
