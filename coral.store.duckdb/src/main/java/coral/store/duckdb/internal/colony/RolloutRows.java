// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.Canary;
import coral.api.script.CanaryAgent;
import coral.api.script.CanaryFailure;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Rows of {@code rollouts}. */
final class RolloutRows {
  /** DuckDB takes the JSON apart. */
  private static final String SELECT =
      "SELECT *, json_extract_string(canary_agents, '$[*].agent_id') AS canary_ids,"
          + " json_extract_string(canary_agents, '$[*].since') AS canary_since,"
          + " json_extract_string(canary_agents, '$[*].running_since') AS canary_running,"
          + " json_extract_string(failures, '$[*].agent_id') AS failed_ids,"
          + " json_extract_string(failures, '$[*].execution_id') AS failed_executions,"
          + " json_extract_string(failures, '$[*].reason') AS failed_reasons"
          + " FROM rollouts WHERE ";

  private RolloutRows() {}

  static void save(DuckDBConnection connection, Rollout rollout) throws SQLException {
    Canary canary = rollout.canary();
    var arguments =
        new Arguments(connection)
            .add(rollout.deploymentId())
            .add(rollout.scriptId())
            .add(rollout.version())
            .add(optional(rollout.previousVersion()));
    switch (canary.size()) {
      case Canary.Percent(int percent) -> arguments.add(percent).add(Optional.empty());
      case Canary.Agents(int agents) -> arguments.add(Optional.empty()).add(agents);
    }
    arguments
        .add(canary.hold().toMillis())
        .add(canary.haltOnFailure())
        .add(rollout.stage().name().toLowerCase(Locale.ROOT))
        .add(rollout.startedAt())
        .add(rollout.endedAt())
        .add(rollout.wanted())
        .add(agents(rollout.agents()))
        .add(failures(rollout.failures()))
        .add(rollout.reason())
        .update(
            "INSERT INTO rollouts (deployment_id, script_id, version, previous_version, percent,"
                + " agents, hold_ms, halt_on_failure, stage, started_at, ended_at, wanted,"
                + " canary_agents, failures, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (deployment_id) DO UPDATE SET"
                + " previous_version = excluded.previous_version, stage = excluded.stage,"
                + " started_at = excluded.started_at, ended_at = excluded.ended_at,"
                + " wanted = excluded.wanted, canary_agents = excluded.canary_agents,"
                + " failures = excluded.failures, reason = excluded.reason");
  }

  static Optional<Rollout> find(DuckDBConnection connection, UUID deploymentId)
      throws SQLException {
    return new Arguments(connection)
        .add(deploymentId)
        .first(SELECT + "deployment_id = ?", RolloutRows::read);
  }

  private static Rollout read(ResultSet row) throws SQLException {
    int percent = row.getInt("percent");
    Canary.Size size =
        row.wasNull() ? new Canary.Agents(row.getInt("agents")) : new Canary.Percent(percent);
    int previous = row.getInt("previous_version");
    OptionalInt previousVersion = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(previous);
    return new Rollout(
        row.getObject("deployment_id", UUID.class),
        row.getObject("script_id", UUID.class),
        row.getInt("version"),
        previousVersion,
        new Canary(
            size, Duration.ofMillis(row.getLong("hold_ms")), row.getBoolean("halt_on_failure")),
        RolloutStage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
        Times.instant(row, "started_at"),
        Times.optional(row, "ended_at"),
        row.getInt("wanted"),
        agents(row),
        failures(row),
        row.getString("reason"));
  }

  /** For column {@code canary_agents}; empty where nothing runs. */
  private static String agents(List<CanaryAgent> agents) {
    return agents.stream()
        .map(
            agent ->
                "{\"agent_id\":%s,\"since\":\"%s\",\"running_since\":\"%s\"}"
                    .formatted(
                        JsonText.quote(agent.agentId()),
                        agent.since(),
                        agent.runningSince().map(Instant::toString).orElse("")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** For column {@code failures}; empty where nothing was started. */
  private static String failures(List<CanaryFailure> failures) {
    return failures.stream()
        .map(
            failure ->
                "{\"agent_id\":%s,\"execution_id\":\"%s\",\"reason\":%s}"
                    .formatted(
                        JsonText.quote(failure.agentId()),
                        failure.executionId().map(UUID::toString).orElse(""),
                        JsonText.quote(failure.reason())))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<CanaryAgent> agents(ResultSet row) throws SQLException {
    List<String> ids = Arguments.strings(row, "canary_ids");
    List<String> since = Arguments.strings(row, "canary_since");
    List<String> running = Arguments.strings(row, "canary_running");
    var agents = new ArrayList<CanaryAgent>();
    for (int i = 0; i < ids.size(); i++) {
      agents.add(
          new CanaryAgent(
              ids.get(i),
              Instant.parse(since.get(i)),
              present(running.get(i)).map(Instant::parse)));
    }
    return agents;
  }

  private static List<CanaryFailure> failures(ResultSet row) throws SQLException {
    List<String> ids = Arguments.strings(row, "failed_ids");
    List<String> executions = Arguments.strings(row, "failed_executions");
    List<String> reasons = Arguments.strings(row, "failed_reasons");
    var failures = new ArrayList<CanaryFailure>();
    for (int i = 0; i < ids.size(); i++) {
      failures.add(
          new CanaryFailure(
              ids.get(i), present(executions.get(i)).map(UUID::fromString), reasons.get(i)));
    }
    return failures;
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Integer> optional(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }
}
