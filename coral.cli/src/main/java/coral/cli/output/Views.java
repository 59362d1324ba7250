// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import com.google.protobuf.Timestamp;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.Layer;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.PendingApproval;
import coral.proto.colony.v1.ScriptSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers of a colony as JSON objects: snake_case keys, RFC 3339 times, status names as people see
 * them.
 */
public final class Views {
  private Views() {}

  /** {@code RUNNING} for {@code SCRIPT_STATUS_RUNNING}. */
  public static String status(ScriptStatus status) {
    return status.name().replace("SCRIPT_STATUS_", "");
  }

  /** A script as listed. */
  public static Map<String, @Nullable Object> script(ScriptSummary script) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", script.getId());
    view.put("name", script.getName());
    view.put("version", script.getVersion());
    view.put("status", status(script.getStatus()));
    view.put("reason", script.getReason());
    view.put("quarantined_on", List.copyOf(script.getQuarantinedOnList()));
    view.put("archived", script.getArchived());
    view.put("targets", List.copyOf(script.getTargetsList()));
    view.put("trigger", script.getTrigger());
    view.put("agents", List.copyOf(script.getAgentsList()));
    view.put("deployed_at", time(script.getDeployedAt()));
    view.put("created_by", script.getCreatedBy());
    view.put(
        "pending_approval",
        script.hasPendingApproval() ? approval(script.getPendingApproval()) : null);
    view.put("rollout", script.hasRollout() ? RolloutView.of(script.getRollout()) : null);
    return view;
  }

  private static Map<String, @Nullable Object> approval(PendingApproval pending) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("version", pending.getVersion());
    view.put("capabilities", List.copyOf(pending.getCapabilitiesList()));
    view.put("requested_at", time(pending.getRequestedAt()));
    view.put("requested_by", pending.getRequestedBy());
    return view;
  }

  /** An execution. */
  public static Map<String, @Nullable Object> execution(ScriptExecution execution) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("execution_id", execution.getExecutionId());
    view.put("agent_id", execution.getAgentId());
    view.put("version", execution.getVersion());
    view.put("status", status(execution.getStatus()));
    view.put("reason", execution.getReason());
    view.put("started_at", time(execution.getStartedAt()));
    view.put("completed_at", time(execution.getCompletedAt()));
    view.put("exit_code", execution.hasCompletedAt() ? execution.getExitCode() : null);
    view.put("sandbox_tier", execution.getSandboxTier());
    view.put("dropped_lines", execution.getDroppedLines());
    view.put("timed_out", execution.getTimedOut());
    Consumption consumption = execution.getConsumption();
    view.put("limit_hits", consumption.getHitsList().stream().map(Views::limitHit).toList());
    view.put("quarantined", consumption.getQuarantined());
    view.put("cpu_ms", consumption.getCpuMs());
    view.put("peak_memory_bytes", consumption.getPeakMemoryBytes());
    view.put("queries", QueryViews.usage(consumption.getQueries()));
    return view;
  }

  private static Map<String, @Nullable Object> limitHit(LimitHit hit) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("limit", hit.getLimit());
    view.put("value", hit.getValue());
    view.put("count", hit.getCount());
    view.put("killed", hit.getKilled());
    return view;
  }

  /** A log line, or an event whose {@code line} is then an object. */
  public static Map<String, @Nullable Object> log(ScriptLogEntry entry) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("timestamp", time(entry.getTimestamp()));
    view.put("agent_id", entry.getAgentId());
    view.put("execution_id", entry.getExecutionId());
    view.put("sequence", entry.getSequence());
    view.put("stream", entry.getStream());
    if (entry.getStream().equals("event")) {
      view.put("event", event(entry));
    } else {
      view.put("line", entry.getLine());
    }
    return view;
  }

  /** The event of an entry of stream {@code event}. */
  public static JsonNode event(ScriptLogEntry entry) {
    return JsonMapper.shared().readTree(entry.getLine());
  }

  /** An event, of any script. */
  public static Map<String, @Nullable Object> event(EventEntry event) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("timestamp", time(event.getTimestamp()));
    view.put("agent_id", event.getAgentId());
    view.put("script", event.getScript());
    view.put("script_id", event.getScriptId());
    view.put("execution_id", event.getExecutionId());
    view.put("sequence", event.getSequence());
    view.put("severity", event.getSeverity());
    view.put("name", event.getName());
    view.put(
        "data", event.getData().isEmpty() ? null : JsonMapper.shared().readTree(event.getData()));
    return view;
  }

  /** An agent. */
  public static Map<String, @Nullable Object> agent(Agent agent) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", agent.getId());
    view.put("hostname", agent.getHostname());
    view.put("connected", agent.getConnected());
    view.put("last_seen", time(agent.getLastSeen()));
    view.put("connected_since", time(agent.getConnectedSince()));
    view.put("labels", new java.util.TreeMap<>(agent.getLabelsMap()));
    view.put("services", List.copyOf(agent.getServicesList()));
    view.put("version", agent.getVersion());
    view.put("deno_version", agent.getDenoVersion());
    view.put("os", agent.getOs());
    view.put("kernel", agent.getKernel());
    view.put("address", agent.getAddress());
    view.put("sandbox_tier", agent.getSandboxTier());
    view.put("layers", layers(agent.getLayersList()));
    view.put("running", agent.getRunning());
    view.put("max_concurrent", agent.getMaxConcurrent());
    view.put("scripts_refused", agent.getScriptsRefused());
    view.put("capabilities", List.copyOf(agent.getCapabilitiesList()));
    view.put("telemetry_rows", new java.util.TreeMap<>(agent.getTelemetryRowsMap()));
    view.put("queries", QueryViews.report(agent.getQueries()));
    return view;
  }

  /** What an agent found when it tried its sandbox. */
  public static Map<String, @Nullable Object> checks(String agentId, CheckSandboxResponse outcome) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("agent_id", agentId);
    view.put("sandbox_tier", outcome.getTier());
    view.put("layers", layers(outcome.getLayersList()));
    view.put("checks", outcome.getChecksList().stream().map(Views::check).toList());
    view.put("scripts_refused", outcome.getRefusal());
    return view;
  }

  private static List<Map<String, Object>> layers(List<Layer> layers) {
    return layers.stream().map(Views::layer).toList();
  }

  private static Map<String, Object> layer(Layer layer) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", layer.getName());
    view.put("on", layer.getOn());
    view.put("detail", layer.getDetail());
    return view;
  }

  private static Map<String, Object> check(Check check) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", check.getName());
    view.put("passed", check.getPassed());
    view.put("detail", check.getDetail());
    return view;
  }

  /** In RFC 3339; null for one that is absent. */
  public static @Nullable String time(Timestamp timestamp) {
    return timestamp.getSeconds() == 0 ? null : Times.instant(timestamp).toString();
  }
}
