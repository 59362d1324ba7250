// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.proto.agent.v1.QueryOrigin;
import coral.proto.agent.v1.QueryReport;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScriptQueries;
import coral.proto.agent.v1.SlowQuery;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What queries came to, as JSON objects and as lines of text. */
public final class QueryViews {
  private static final double MICROS_PER_SECOND = 1e6;

  private QueryViews() {}

  /** Of an execution, a script or all; times in milliseconds. */
  static Map<String, @Nullable Object> usage(QueryUsage usage) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("done", usage.getDone());
    view.put("failed", usage.getFailed());
    view.put("refused", usage.getRefused());
    view.put("cut_off", usage.getCutOff());
    view.put("truncated", usage.getTruncated());
    view.put("rows", usage.getRows());
    view.put("injected", usage.getInjected());
    view.put("time_ms", millis(usage.getTimeUs()));
    view.put("cpu_ms", millis(usage.getCpuUs()));
    return view;
  }

  /** Of an agent. */
  static Map<String, @Nullable Object> report(QueryReport report) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("running", report.getRunning());
    view.put("total", usage(report.getTotal()));
    view.put("worker_restarts", report.getWorkerRestarts());
    view.put("scripts", report.getScriptsList().stream().map(QueryViews::script).toList());
    view.put("slow", report.getSlowList().stream().map(QueryViews::slow).toList());
    return view;
  }

  private static Map<String, @Nullable Object> script(ScriptQueries script) {
    Map<String, @Nullable Object> view = origin(script.getOrigin());
    view.put("running", script.getRunning());
    view.putAll(usage(script.getUsage()));
    return view;
  }

  private static Map<String, @Nullable Object> slow(SlowQuery slow) {
    Map<String, @Nullable Object> view = origin(slow.getOrigin());
    view.put("ended_at", Views.time(slow.getEndedAt()));
    view.put("time_ms", millis(slow.getTimeUs()));
    view.put("cpu_ms", millis(slow.getCpuUs()));
    view.put("rows", slow.getRows());
    view.put("outcome", slow.getOutcome());
    view.put("sql", slow.getSql());
    return view;
  }

  private static Map<String, @Nullable Object> origin(QueryOrigin origin) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("name", origin.getName());
    view.put("script_id", origin.getScriptId().isEmpty() ? null : origin.getScriptId());
    view.put("execution_id", origin.getExecutionId().isEmpty() ? null : origin.getExecutionId());
    return view;
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }

  /** Such as {@code "12 done, 1 refused; 3,400 rows; 0.52 s, CPU 0.31 s; 14 guardrails put in"}. */
  public static String line(QueryUsage usage) {
    StringBuilder line = new StringBuilder().append("%,d done".formatted(usage.getDone()));
    append(line, ", %,d failed", usage.getFailed());
    append(line, ", %,d refused", usage.getRefused());
    append(line, ", %,d cut off", usage.getCutOff());
    append(line, ", %,d truncated", usage.getTruncated());
    line.append(
        String.format(
            Locale.ROOT,
            "; %,d rows; %.2f s, CPU %.2f s",
            usage.getRows(),
            usage.getTimeUs() / MICROS_PER_SECOND,
            usage.getCpuUs() / MICROS_PER_SECOND));
    append(line, "; %,d guardrails put in", usage.getInjected());
    return line.toString();
  }

  private static void append(StringBuilder line, String format, long count) {
    if (count > 0) {
      line.append(String.format(Locale.ROOT, format, count));
    }
  }

  /** The lines of an agent's status. */
  public static void print(QueryReport report, Output out) {
    out.line("Queries: %d running, %s".formatted(report.getRunning(), line(report.getTotal())));
    for (ScriptQueries script : report.getScriptsList()) {
      out.line("  %s: %s".formatted(script.getOrigin().getName(), line(script.getUsage())));
    }
    if (report.getSlowCount() > 0) {
      out.line("Slow queries of the last hour:");
    }
    for (SlowQuery slow : report.getSlowList()) {
      out.line(
          String.format(
              Locale.ROOT,
              "  %.2f s, CPU %.2f s, %s, %s: %s",
              slow.getTimeUs() / MICROS_PER_SECOND,
              slow.getCpuUs() / MICROS_PER_SECOND,
              slow.getOutcome(),
              slow.getOrigin().getName(),
              slow.getSql().replaceAll("\\s+", " ")));
    }
  }
}
