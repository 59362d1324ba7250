// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.EventFilter;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.store.duckdb.internal.colony.AppliedReports.Known;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Executions, log lines and events in {@code colony.db}. */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbExecutionStore implements ExecutionStore {
  private static final String EXECUTIONS =
      "SELECT execution_id, script_id, version, deployment_id, agent_id, status, started_at,"
          + " completed_at, exit_code, timed_out, reason, sandbox_tier, dropped_lines"
          + ConsumptionColumns.SELECTED
          + " FROM script_executions ";
  private static final String ENTRIES =
      "SELECT execution_id, sequence, reported_at, script_id, agent_id, stream, line AS text,"
          + " '' AS severity, '' AS data FROM script_logs WHERE %1$s = ?"
          + " UNION ALL SELECT execution_id, sequence, reported_at, script_id, agent_id,"
          + " 'event', name, severity, data::VARCHAR FROM script_events WHERE %1$s = ?"
          + " ORDER BY %2$s LIMIT ?";
  private static final String OF_SCRIPT =
      ENTRIES.formatted("script_id", "reported_at DESC, execution_id DESC, sequence DESC");
  private static final String OF_EXECUTION = ENTRIES.formatted("execution_id", "sequence DESC");

  private final ColonyDatabase database;
  private final AppliedReports applied = new AppliedReports();
  private final Runnable forget = applied::forget;
  private final ReportQueue queue;

  @Activate
  public DuckDbExecutionStore(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
    queue = new ReportQueue(database, this::apply);
    database.onStale(forget);
  }

  @Override
  public List<Report> apply(String agentId, List<Report> reports) {
    return database.await(queue.submit(new ReportBatch(agentId, reports)));
  }

  private List<List<Report>> apply(DuckDBConnection connection, List<ReportBatch> batches)
      throws SQLException {
    Map<UUID, Known> known =
        applied.of(
            connection, batches.stream().flatMap(batch -> batch.reports().stream()).toList());
    var writer = new ReportWriter();
    var rows = new ExecutionRows();
    List<List<Report>> fresh = new ArrayList<>();
    for (ReportBatch batch : batches) {
      List<Report> added = new ArrayList<>();
      for (Report report : batch.reports()) {
        Known execution = known.get(report.executionId());
        if (execution != null && execution.add(report)) {
          added.add(report);
          writer.add(batch.agentId(), report);
          if (report.fact() instanceof Report.Status(Execution now)
              && execution.enters(report.sequence(), now)) {
            rows.put(batch.agentId(), report.sequence(), now);
          }
        }
      }
      fresh.add(List.copyOf(added));
    }
    writer.write(connection);
    rows.write(connection);
    Map<UUID, Long> ended = new HashMap<>();
    known.forEach(
        (id, execution) -> {
          if (execution.ended()) {
            ended.put(id, execution.last());
          }
        });
    CapturedOutput.refresh(connection, ended);
    return fresh;
  }

  /** Lets go of the database. */
  @Deactivate
  public void close() {
    database.removeStaleListener(forget);
  }

  @Override
  public Optional<Execution> find(UUID executionId) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(executionId)
                .first(EXECUTIONS + "WHERE execution_id = ?", DuckDbExecutionStore::execution));
  }

  @Override
  public List<Execution> ofScript(UUID scriptId, int limit) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(scriptId)
                .add(limit)
                .query(
                    EXECUTIONS
                        + "WHERE script_id = ? ORDER BY started_at DESC, execution_id DESC LIMIT ?",
                    DuckDbExecutionStore::execution));
  }

  @Override
  public List<Execution> ofDeployment(UUID deploymentId) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(deploymentId)
                .query(
                    EXECUTIONS
                        + "WHERE deployment_id = ? QUALIFY row_number() OVER (PARTITION BY agent_id"
                        + " ORDER BY started_at DESC, execution_id DESC) = 1 ORDER BY agent_id",
                    DuckDbExecutionStore::execution));
  }

  @Override
  public List<Execution> firstFailed(UUID deploymentId) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(deploymentId)
                .query(
                    EXECUTIONS
                        + "WHERE deployment_id = ? AND status = 'failed'"
                        + " QUALIFY row_number() OVER (PARTITION BY agent_id"
                        + " ORDER BY started_at, execution_id) = 1 ORDER BY agent_id",
                    DuckDbExecutionStore::execution));
  }

  @Override
  public List<LogEntry> logs(UUID scriptId, int tail) {
    return database.read(connection -> entries(connection, OF_SCRIPT, scriptId, tail));
  }

  @Override
  public List<LogEntry> logsOfExecution(UUID executionId, int tail) {
    return database.read(connection -> entries(connection, OF_EXECUTION, executionId, tail));
  }

  @Override
  public List<LogEntry> events(EventFilter filter, int tail) {
    return database.read(connection -> StoredEvents.newest(connection, filter, tail));
  }

  private static List<LogEntry> entries(DuckDBConnection connection, String sql, UUID id, int tail)
      throws SQLException {
    return new Arguments(connection)
        .add(id)
        .add(id)
        .add(tail == 0 ? Long.MAX_VALUE : tail)
        .query(sql, DuckDbExecutionStore::entry)
        .reversed();
  }

  private static LogEntry entry(ResultSet row) throws SQLException {
    String stream = row.getString("stream");
    String text = row.getString("text");
    Report.Fact fact =
        stream.equals("event")
            ? new Report.Event(
                new ScriptEvent(text, row.getString("data"), row.getString("severity")))
            : new Report.Line(OutputStreamName.valueOf(stream.toUpperCase(Locale.ROOT)), text);
    return new LogEntry(
        row.getObject("execution_id", UUID.class),
        row.getLong("sequence"),
        Times.instant(row, "reported_at"),
        row.getObject("script_id", UUID.class),
        row.getString("agent_id"),
        fact);
  }

  private static Execution execution(ResultSet row) throws SQLException {
    int exitCode = row.getInt("exit_code");
    OptionalInt exit = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exitCode);
    return new Execution(
        row.getObject("execution_id", UUID.class),
        row.getObject("script_id", UUID.class),
        row.getInt("version"),
        Optional.ofNullable(row.getObject("deployment_id", UUID.class)),
        row.getString("agent_id"),
        ReportWriter.status(row.getString("status")),
        Times.instant(row, "started_at"),
        Times.optional(row, "completed_at"),
        exit,
        row.getBoolean("timed_out"),
        row.getString("reason"),
        row.getString("sandbox_tier"),
        row.getLong("dropped_lines"),
        ConsumptionColumns.read(row));
  }
}
