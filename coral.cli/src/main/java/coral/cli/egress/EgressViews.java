// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.output.Views;
import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.EgressSink;
import coral.proto.colony.v1.EgressStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers about egress as JSON objects. */
final class EgressViews {
  private EgressViews() {}

  static Map<String, @Nullable Object> status(EgressStatus status) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("prometheus", orNull(status.getPrometheus()));
    view.put("otlp", orNull(status.getOtlp()));
    view.put("otlp_exports", status.getOtlpExports());
    view.put("otlp_failures", status.getOtlpFailures());
    view.put("otlp_last_error", orNull(status.getOtlpLastError()));
    view.put("series", status.getSeries());
    view.put("series_refused", status.getSeriesRefused());
    view.put("metrics_malformed", status.getMetricsMalformed());
    view.put("sinks", status.getSinksList().stream().map(EgressViews::sink).toList());
    view.put("problems", List.copyOf(status.getProblemsList()));
    return view;
  }

  private static Map<String, @Nullable Object> sink(EgressSink sink) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("name", sink.getName());
    view.put("address", sink.getAddress());
    view.put("min_severity", sink.getMinSeverity());
    view.put("pending", sink.getPending());
    view.put("dead", sink.getDead());
    view.put("delivered", sink.getDelivered());
    view.put("failed", sink.getFailed());
    view.put("last_error", orNull(sink.getLastError()));
    view.put("last_delivered_at", Views.time(sink.getLastDeliveredAt()));
    return view;
  }

  static Map<String, @Nullable Object> deadLetter(DeadLetter dead) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", dead.getId());
    view.put("sink", dead.getSink());
    view.put("script_id", dead.getScriptId());
    view.put("script", dead.getScript());
    view.put("alerts", dead.getAlerts());
    view.put("attempts", dead.getAttempts());
    view.put("reason", dead.getReason());
    view.put("created_at", Views.time(dead.getCreatedAt()));
    view.put("died_at", Views.time(dead.getDiedAt()));
    return view;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
