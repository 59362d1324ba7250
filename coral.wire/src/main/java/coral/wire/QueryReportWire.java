// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import static java.time.temporal.ChronoUnit.MICROS;

import coral.proto.agent.v1.QueryOrigin;
import coral.proto.agent.v1.QueryReport;
import coral.proto.agent.v1.ScriptQueries;
import coral.proto.agent.v1.SlowQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What an agent's queries came to. */
public final class QueryReportWire {
  private static final int SCRIPTS = 50;
  private static final int SLOW = 10;
  private static final int SQL_CHARS = 200;

  private QueryReportWire() {}

  /** The first of each list, statements cut short: it travels every few seconds. */
  public static QueryReport toWire(coral.api.query.QueryReport report) {
    QueryReport.Builder wire =
        QueryReport.newBuilder()
            .setRunning(report.running())
            .setTotal(ConsumptionWire.toWire(report.total()))
            .setWorkerRestarts(report.workerRestarts());
    report.scripts().stream()
        .limit(SCRIPTS)
        .forEach(
            script ->
                wire.addScripts(
                    ScriptQueries.newBuilder()
                        .setOrigin(toWire(script.origin()))
                        .setRunning(script.running())
                        .setUsage(ConsumptionWire.toWire(script.usage()))));
    report.slow().stream().limit(SLOW).forEach(slow -> wire.addSlow(toWire(slow)));
    return wire.build();
  }

  private static SlowQuery.Builder toWire(coral.api.query.QueryReport.Slow slow) {
    String sql = slow.sql();
    return SlowQuery.newBuilder()
        .setEndedAt(TimesWire.toWire(slow.at()))
        .setOrigin(toWire(slow.origin()))
        .setSql(sql.length() > SQL_CHARS ? sql.substring(0, SQL_CHARS) + "…" : sql)
        .setTimeUs(slow.time().dividedBy(MICROS.getDuration()))
        .setCpuUs(slow.cpu().dividedBy(MICROS.getDuration()))
        .setRows(slow.rows())
        .setOutcome(slow.outcome());
  }

  private static QueryOrigin toWire(coral.api.query.QueryOrigin origin) {
    return QueryOrigin.newBuilder()
        .setName(origin.name())
        .setScriptId(origin.scriptId().map(UUID::toString).orElse(""))
        .setExecutionId(origin.executionId().map(UUID::toString).orElse(""))
        .build();
  }

  /**
   * What {@link #toWire(coral.api.query.QueryReport)} wrote.
   *
   * @throws IllegalArgumentException for an id that is no UUID
   */
  public static coral.api.query.QueryReport fromWire(QueryReport wire) {
    return new coral.api.query.QueryReport(
        wire.getRunning(),
        ConsumptionWire.fromWire(wire.getTotal()),
        wire.getWorkerRestarts(),
        wire.getScriptsList().stream()
            .map(
                script ->
                    new coral.api.query.QueryReport.Script(
                        fromWire(script.getOrigin()),
                        script.getRunning(),
                        ConsumptionWire.fromWire(script.getUsage())))
            .toList(),
        wire.getSlowList().stream().map(QueryReportWire::fromWire).toList());
  }

  private static coral.api.query.QueryReport.Slow fromWire(SlowQuery wire) {
    return new coral.api.query.QueryReport.Slow(
        TimesWire.fromWire(wire.getEndedAt()),
        fromWire(wire.getOrigin()),
        wire.getSql(),
        Duration.of(wire.getTimeUs(), MICROS),
        Duration.of(wire.getCpuUs(), MICROS),
        wire.getRows(),
        wire.getOutcome());
  }

  private static coral.api.query.QueryOrigin fromWire(QueryOrigin wire) {
    return new coral.api.query.QueryOrigin(
        wire.getName(), uuid(wire.getScriptId()), uuid(wire.getExecutionId()));
  }

  private static Optional<UUID> uuid(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
  }
}
