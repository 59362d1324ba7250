// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Scripts that were deleted: an id stays so for ever, since agents may still report for it. */
final class DeletedScripts {
  /** In this order: status reports are found by the executions that they belong to. */
  private static final List<String> DELETE =
      List.of(
          "DELETE FROM script_status_reports WHERE execution_id IN"
              + " (SELECT execution_id FROM script_executions WHERE script_id = ?)",
          "DELETE FROM script_logs WHERE script_id = ?",
          "DELETE FROM script_events WHERE script_id = ?",
          "DELETE FROM script_executions WHERE script_id = ?",
          "DELETE FROM approvals WHERE script_id = ?",
          "DELETE FROM rollouts WHERE script_id = ?",
          "DELETE FROM deployments WHERE script_id = ?",
          "DELETE FROM script_versions WHERE id = ?",
          "DELETE FROM scripts WHERE id = ?");

  private DeletedScripts() {}

  static void delete(DuckDBConnection connection, UUID id, Instant at) throws SQLException {
    for (String sql : DELETE) {
      new Arguments(connection).add(id).update(sql);
    }
    new Arguments(connection)
        .add(id)
        .add(at)
        .update("INSERT INTO deleted_scripts (id, deleted_at) VALUES (?, ?)");
  }

  static boolean contains(DuckDBConnection connection, UUID id) throws SQLException {
    return new Arguments(connection)
        .add(id)
        .first("SELECT 1 FROM deleted_scripts WHERE id = ?", row -> true)
        .isPresent();
  }

  /** Those of the scripts that were deleted. */
  static Set<UUID> among(DuckDBConnection connection, Set<UUID> ids) throws SQLException {
    return Set.copyOf(
        new Arguments(connection)
            .query(
                "SELECT id FROM deleted_scripts WHERE id IN (%s)"
                    .formatted(Arguments.literals(ids)),
                row -> row.getObject(1, UUID.class)));
  }

  /** Keeps a deployment that overlaps with a deletion from storing half a script. */
  static void refuse(DuckDBConnection connection, UUID id) throws SQLException {
    if (contains(connection, id)) {
      throw new CoralException(
          ErrorCode.NOT_FOUND, "script %s was deleted just now; deploy it again".formatted(id));
    }
  }
}
