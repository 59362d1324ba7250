// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import coral.api.query.QueryReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String UPSERT =
      "INSERT OR REPLACE INTO agents (id, instance_id, hostname, labels, services, version,"
          + " deno_version, os, kernel, address, sandbox_tier, running, max_concurrent,"
          + " scripts_refused, capabilities, telemetry_rows, last_seen) VALUES (?, ?, ?,"
          + " map(?::VARCHAR[], ?::VARCHAR[]), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " map(?::VARCHAR[], ?::VARCHAR[]::BIGINT[]), ?)";
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
    database.write(
        connection -> {
          for (Agent agent : agents) {
            save(connection, agent);
          }
          return agents.size();
        });
  }

  private static void save(DuckDBConnection connection, Agent agent) throws SQLException {
    Map<String, String> labels = new LinkedHashMap<>(agent.labels());
    Map<String, Long> rows = new LinkedHashMap<>(agent.telemetryRows());
    new Arguments(connection)
        .add(agent.id())
        .add(agent.instanceId())
        .add(agent.hostname())
        .add(List.copyOf(labels.keySet()))
        .add(List.copyOf(labels.values()))
        .add(agent.services())
        .add(agent.version())
        .add(agent.denoVersion())
        .add(agent.os())
        .add(agent.kernel())
        .add(agent.address())
        .add(agent.sandboxTier())
        .add(agent.running())
        .add(agent.maxConcurrent())
        .add(agent.scriptsRefused())
        .add(agent.capabilities())
        .add(List.copyOf(rows.keySet()))
        .add(List.copyOf(rows.values()))
        .add(agent.lastSeen())
        .update(UPSERT);
  }

  @Override
  public List<Agent> all() {
    return database.read(
        connection -> new Arguments(connection).query(ALL, DuckDbAgentStore::agent));
  }

  private static Agent agent(ResultSet row) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    pairs(row, "row_keys", "row_values").forEach((table, n) -> rows.put(table, Long.valueOf(n)));
    return new Agent(
        row.getString("id"),
        row.getString("instance_id"),
        row.getString("hostname"),
        pairs(row, "label_keys", "label_values"),
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

  private static Map<String, String> pairs(ResultSet row, String keys, String values)
      throws SQLException {
    List<String> names = Arguments.strings(row, keys);
    List<String> texts = Arguments.strings(row, values);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      pairs.put(names.get(i), texts.get(i));
    }
    return pairs;
  }
}
