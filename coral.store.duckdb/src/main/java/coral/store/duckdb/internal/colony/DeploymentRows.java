// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Rows of {@code deployments}, which are numbered in the order of their insertion. */
final class DeploymentRows {
  private static final String SELECT = "SELECT * FROM deployments WHERE ";

  private DeploymentRows() {}

  static void save(DuckDBConnection connection, Deployment deployment) throws SQLException {
    new Arguments(connection)
        .add(deployment.id())
        .add(deployment.scriptId())
        .add(deployment.version())
        .add(deployment.state().name().toLowerCase(Locale.ROOT))
        .add(deployment.deployedAt())
        .add(deployment.deployedBy())
        .add(deployment.stoppedAt())
        .update(
            "INSERT INTO deployments"
                + " (id, script_id, version, state, deployed_at, deployed_by, stopped_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                + " script_id = excluded.script_id, version = excluded.version,"
                + " state = excluded.state, deployed_at = excluded.deployed_at,"
                + " deployed_by = excluded.deployed_by, stopped_at = excluded.stopped_at");
  }

  /** Newest first. */
  static List<Deployment> ofScript(DuckDBConnection connection, UUID scriptId) throws SQLException {
    return new Arguments(connection)
        .add(scriptId)
        .query(SELECT + "script_id = ? ORDER BY number DESC", DeploymentRows::read);
  }

  /** Oldest first. */
  static List<Deployment> active(DuckDBConnection connection) throws SQLException {
    return new Arguments(connection)
        .query(
            SELECT + "state IN ('canary', 'deployed', 'running') ORDER BY number",
            DeploymentRows::read);
  }

  /** Oldest first. */
  static List<Deployment> pending(DuckDBConnection connection) throws SQLException {
    return new Arguments(connection)
        .query(SELECT + "state = 'pending_approval' ORDER BY number", DeploymentRows::read);
  }

  static Deployment read(ResultSet row) throws SQLException {
    return new Deployment(
        row.getObject("id", UUID.class),
        row.getObject("script_id", UUID.class),
        row.getInt("version"),
        DeploymentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Times.instant(row, "deployed_at"),
        row.getString("deployed_by"),
        Times.optional(row, "stopped_at"));
  }
}
