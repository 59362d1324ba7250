// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.output.Views;
import coral.proto.agent.v1.ScriptEvent;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialQuery;
import coral.proto.colony.v1.DryRunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A dry run as a JSON object. */
final class DryRunViews {
  private static final double MICROS_PER_MILLI = 1_000.0;

  private DryRunViews() {}

  static Map<String, @Nullable Object> report(DryRunReport report) {
    int deployed = report.getDeployedVersion();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("name", report.getName());
    view.put("version", report.getVersion());
    view.put("stored", report.getStored());
    view.put("deployed_version", deployed == 0 ? null : deployed);
    view.put("unchanged", deployed == report.getVersion());
    view.put(
        "diagnostics", report.getDiagnosticsList().stream().map(ValidateCommand::view).toList());
    view.put("trigger_problem", report.getTriggerProblem());
    view.put("needs_approval", List.copyOf(report.getNeedsApprovalList()));
    view.put("verdicts", report.getVerdictsList().stream().map(TargetsCommand::view).toList());
    view.put("trial", report.hasTrial() ? trial(report.getTrial()) : null);
    view.put("no_trial", report.getNoTrial());
    return view;
  }

  private static Map<String, @Nullable Object> trial(Trial trial) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("execution", Views.execution(trial.getExecution()));
    view.put("still_running", trial.getStillRunning());
    view.put("stdout", trial.getExecution().getStdout());
    view.put("stderr", trial.getExecution().getStderr());
    view.put("cut_lines", trial.getCutLines());
    view.put(
        "events", trial.getExecution().getEventsList().stream().map(DryRunViews::event).toList());
    view.put("cut_events", trial.getCutEvents());
    view.put("queries", trial.getQueriesList().stream().map(DryRunViews::query).toList());
    view.put("cut_queries", trial.getCutQueries());
    return view;
  }

  private static Map<String, @Nullable Object> event(ScriptEvent event) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("timestamp", Views.time(event.getTimestamp()));
    view.put("severity", event.getSeverity());
    view.put("name", event.getName());
    view.put(
        "data", event.getData().isEmpty() ? null : JsonMapper.shared().readTree(event.getData()));
    return view;
  }

  private static Map<String, @Nullable Object> query(TrialQuery query) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("sql", query.getSql());
    view.put("outcome", query.getOutcome());
    view.put("rows", query.getRows());
    view.put("truncated", query.getTruncated());
    view.put("time_ms", query.getTimeUs() / MICROS_PER_MILLI);
    view.put("cpu_ms", query.getCpuUs() / MICROS_PER_MILLI);
    view.put("injected", List.copyOf(query.getInjectedList()));
    view.put("error", query.getError());
    return view;
  }
}
