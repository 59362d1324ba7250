// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.own;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.api.telemetry.TelemetryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What queries came to, as rows of otel_metrics_local: counters by script, with what was added
 * since the sample before. An engine that was replaced counts anew, which is a reset as
 * OpenTelemetry has it. Used by one thread.
 */
public final class QueryMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private Map<QueryOrigin, QueryUsage> before = Map.of();
  private long restartsBefore;

  /** Of everyone who has asked since the sample before. */
  public List<TelemetryRow> sample(QueryReport report, Instant time) {
    OwnMetricRows rows = new OwnMetricRows(time);
    rows.gauge("coral.query.running", "{query}", report.running());
    rows.counter(
        "coral.query.worker.restarts",
        "{restart}",
        (double) report.workerRestarts(),
        (double) added(report.workerRestarts(), restartsBefore));
    restartsBefore = report.workerRestarts();
    Map<QueryOrigin, QueryUsage> now = new HashMap<>();
    for (QueryReport.Script script : report.scripts()) {
      QueryOrigin origin = script.origin();
      QueryOrigin who = new QueryOrigin(origin.name(), origin.scriptId(), Optional.empty());
      now.put(who, script.usage());
      add(rows, who, script.usage(), before.getOrDefault(who, QueryUsage.NONE));
    }
    before = now;
    return rows.rows();
  }

  private static void add(OwnMetricRows rows, QueryOrigin who, QueryUsage now, QueryUsage earlier) {
    if (now.equals(earlier)) {
      return;
    }
    QueryUsage last = now.ended() < earlier.ended() ? QueryUsage.NONE : earlier;
    String[] name = attributes(who);
    outcome(rows, who, "done", now.done(), last.done());
    outcome(rows, who, "failed", now.failed(), last.failed());
    outcome(rows, who, "refused", now.refused(), last.refused());
    outcome(rows, who, "cut_off", now.cutOff(), last.cutOff());
    counter(rows, "coral.query.rows", "{row}", now.rows(), last.rows(), name);
    counter(rows, "coral.query.truncated", "{query}", now.truncated(), last.truncated(), name);
    counter(rows, "coral.query.injected", "{guardrail}", now.injected(), last.injected(), name);
    seconds(rows, "coral.query.time", now.time(), last.time(), name);
    seconds(rows, "coral.query.cpu.time", now.cpu(), last.cpu(), name);
  }

  private static void outcome(
      OwnMetricRows rows, QueryOrigin who, String outcome, long now, long last) {
    if (now > 0) {
      String[] attributes = attributes(who, "coral.query.outcome", outcome);
      counter(rows, "coral.query.count", "{query}", now, last, attributes);
    }
  }

  private static void counter(
      OwnMetricRows rows, String metric, String unit, long now, long last, String... attributes) {
    rows.counter(metric, unit, (double) now, (double) added(now, last), attributes);
  }

  private static void seconds(
      OwnMetricRows rows, String metric, Duration now, Duration last, String... attributes) {
    rows.counter(
        metric,
        "s",
        now.toNanos() / NANOS_PER_SECOND,
        now.minus(last).toNanos() / NANOS_PER_SECOND,
        attributes);
  }

  private static long added(long now, long last) {
    return now < last ? now : now - last;
  }

  private static String[] attributes(QueryOrigin who, String... more) {
    List<String> attributes = new ArrayList<>();
    attributes.add(who.scriptId().isPresent() ? "coral.script.name" : "coral.part");
    attributes.add(who.name());
    who.scriptId().ifPresent(id -> attributes.addAll(List.of("coral.script.id", id.toString())));
    attributes.addAll(List.of(more));
    return attributes.toArray(String[]::new);
  }
}
