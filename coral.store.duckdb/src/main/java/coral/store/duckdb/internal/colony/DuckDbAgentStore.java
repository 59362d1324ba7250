// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import coral.api.query.QueryReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Agents in {@code colony.db}. */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbAgentStore implements AgentStore {
  /** Of each connection that writes: where rows stand before they are merged. */
  static final String STAGE = "CREATE TEMP TABLE staged_agents AS FROM agents LIMIT 0";

  private static final String MERGE = "INSERT OR REPLACE INTO agents FROM staged_agents";
  private static final String ALL =
      "SELECT *, map_keys(labels) AS label_keys, map_values(labels) AS label_values,"
          + " map_keys(telemetry_rows) AS row_keys,"
          + " map_values(telemetry_rows)::VARCHAR[] AS row_values FROM agents ORDER BY id";

  private final ColonyDatabase database;

  @Activate
  public DuckDbAgentStore(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
  }

  @Override
  public void save(List<Agent> agents) {
    Map<String, Agent> byId = new LinkedHashMap<>();
    agents.forEach(agent -> byId.put(agent.id(), agent));
    database.write(
        connection -> {
          stage(connection, byId.values());
          new Arguments(connection).update(MERGE);
          return new Arguments(connection).update("DELETE FROM staged_agents");
        });
  }

  private static void stage(DuckDBConnection connection, Collection<Agent> agents)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_agents")) {
      for (Agent agent : agents) {
        appender
            .beginRow()
            .append(agent.id())
            .append(agent.instanceId())
            .append(agent.hostname())
            .append(agent.labels())
            .append(agent.services())
            .append(agent.version())
            .append(agent.denoVersion())
            .append(agent.os())
            .append(agent.kernel())
            .append(agent.address())
            .append(agent.sandboxTier())
            .append(agent.running())
            .append(agent.maxConcurrent())
            .append(agent.scriptsRefused())
            .append(agent.capabilities())
            .append(agent.telemetryRows())
            .append(Times.column(agent.lastSeen()))
            .endRow();
      }
      appender.flush();
    }
  }

  @Override
  public List<Agent> all() {
    return database.read(
        connection -> new Arguments(connection).query(ALL, DuckDbAgentStore::agent));
  }

  private static Agent agent(ResultSet row) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    Arguments.pairs(row, "row_keys", "row_values")
        .forEach((table, n) -> rows.put(table, Long.valueOf(n)));
    return new Agent(
        row.getString("id"),
        row.getString("instance_id"),
        row.getString("hostname"),
        Arguments.pairs(row, "label_keys", "label_values"),
        Arguments.strings(row, "services"),
        row.getString("version"),
        row.getString("deno_version"),
        row.getString("os"),
        row.getString("kernel"),
        row.getString("address"),
        row.getString("sandbox_tier"),
        List.of(),
        QueryReport.NONE,
        row.getInt("running"),
        row.getInt("max_concurrent"),
        row.getString("scripts_refused"),
        Arguments.strings(row, "capabilities"),
        List.of(),
        rows,
        Times.instant(row, "last_seen"),
        Optional.empty());
  }
}
