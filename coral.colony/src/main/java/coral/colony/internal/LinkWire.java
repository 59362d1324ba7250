// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import com.google.protobuf.Timestamp;
import coral.api.agent.Agent;
import coral.api.agent.Deployer.Desired;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.query.QueryReport;
import coral.api.sandbox.Layer;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.ExecutionReport;
import coral.wire.ConsumptionWire;
import coral.wire.QueryReportWire;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;

/** Agents and their reports between the wire and the API. */
final class LinkWire {
  private LinkWire() {}

  static Agent agent(AgentHello hello, Instant now) {
    return new Agent(
        hello.getAgentId(),
        hello.getInstanceId(),
        hello.getHostname(),
        hello.getLabelsMap(),
        List.of(),
        hello.getVersion(),
        hello.getDenoVersion(),
        hello.getOs(),
        hello.getKernel(),
        hello.getAddress(),
        hello.getSandboxTier(),
        List.of(),
        QueryReport.NONE,
        0,
        hello.getMaxConcurrent(),
        hello.getScriptsRefused(),
        List.of(),
        List.of(),
        Map.of(),
        now,
        Optional.of(now));
  }

  static AgentChange change(AgentState state) {
    long running =
        state.getScriptsList().stream()
            .filter(script -> script.getStatus() == ScriptStatus.SCRIPT_STATUS_RUNNING)
            .count();
    return new AgentChange(
        state.getServicesList(),
        state.getTelemetryRowsMap(),
        state.getLayersList().stream().map(LinkWire::layer).toList(),
        QueryReportWire.fromWire(state.getQueries()),
        Math.toIntExact(running),
        state.getScriptsRefused(),
        state.getTriggerTypesList(),
        state.getCapabilitiesList(),
        AgentChange.Connection.STAYS);
  }

  /** What keeps triggers from firing, by the id of the deployment. */
  static Map<String, String> troubles(AgentState state) {
    return state.getScriptsList().stream()
        .filter(script -> !script.getTrouble().isEmpty())
        .collect(
            Collectors.toMap(
                AssignedScript::getDeploymentId, AssignedScript::getTrouble, (one, other) -> one));
  }

  static coral.proto.colony.v1.Agent agent(Agent agent) {
    var wire =
        coral.proto.colony.v1.Agent.newBuilder()
            .setId(agent.id())
            .setHostname(agent.hostname())
            .putAllLabels(agent.labels())
            .addAllServices(agent.services())
            .setConnected(agent.connected())
            .setLastSeen(Wire.timestamp(agent.lastSeen()))
            .setVersion(agent.version())
            .setDenoVersion(agent.denoVersion())
            .setOs(agent.os())
            .setKernel(agent.kernel())
            .setAddress(agent.address())
            .setSandboxTier(agent.sandboxTier())
            .addAllLayers(agent.layers().stream().map(LinkWire::layer).toList())
            .setQueries(QueryReportWire.toWire(agent.queries()))
            .setRunning(agent.running())
            .setMaxConcurrent(agent.maxConcurrent())
            .setScriptsRefused(agent.scriptsRefused())
            .addAllCapabilities(agent.capabilities())
            .addAllTriggerTypes(agent.triggerTypes())
            .putAllTelemetryRows(agent.telemetryRows());
    agent.connectedSince().ifPresent(since -> wire.setConnectedSince(Wire.timestamp(since)));
    return wire.build();
  }

  private static Layer layer(coral.proto.agent.v1.Layer wire) {
    return new Layer(wire.getName(), wire.getOn(), wire.getDetail());
  }

  private static coral.proto.agent.v1.Layer layer(Layer layer) {
    return coral.proto.agent.v1.Layer.newBuilder()
        .setName(layer.name())
        .setOn(layer.on())
        .setDetail(layer.detail())
        .build();
  }

  static DesiredScript.Builder desired(Desired desired) {
    return DesiredScript.newBuilder()
        .setScriptId(desired.script().id().toString())
        .setVersion(desired.script().version())
        .setDeploymentId(desired.deployment().id().toString());
  }

  /**
   * A report as an agent sent it.
   *
   * @throws CoralException INVALID_ARGUMENT when it is malformed
   */
  static Report report(String agentId, coral.proto.colony.v1.Report wire) {
    try {
      UUID executionId = UUID.fromString(wire.getExecutionId());
      UUID scriptId = UUID.fromString(wire.getScriptId());
      return new Report(
          executionId,
          wire.getSequence(),
          Wire.instant(wire.getTimestamp()),
          scriptId,
          wire.getVersion(),
          fact(agentId, executionId, scriptId, wire));
    } catch (IllegalArgumentException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "report %d of execution \"%s\" is malformed: %s"
              .formatted(wire.getSequence(), wire.getExecutionId(), e.getMessage()),
          e);
    }
  }

  private static Report.Fact fact(
      String agentId, UUID executionId, UUID scriptId, coral.proto.colony.v1.Report wire) {
    return switch (wire.getReportCase()) {
      case LOG ->
          new Report.Line(
              OutputStreamName.valueOf(wire.getLog().getStream().toUpperCase(Locale.ROOT)),
              wire.getLog().getLine());
      case EVENT ->
          new Report.Event(
              new ScriptEvent(
                  wire.getEvent().getName(),
                  wire.getEvent().getData(),
                  wire.getEvent().getSeverity()));
      case EXECUTION -> new Report.Status(execution(agentId, executionId, scriptId, wire));
      case REPORT_NOT_SET -> throw new IllegalArgumentException("it says nothing");
    };
  }

  private static Execution execution(
      String agentId, UUID executionId, UUID scriptId, coral.proto.colony.v1.Report wire) {
    ExecutionReport report = wire.getExecution();
    Optional<UUID> deployment =
        wire.getDeploymentId().isEmpty()
            ? Optional.empty()
            : Optional.of(UUID.fromString(wire.getDeploymentId()));
    return new Execution(
        executionId,
        scriptId,
        wire.getVersion(),
        deployment,
        agentId,
        status(report.getStatus()),
        instant(report.hasStartedAt(), report.getStartedAt())
            .orElseGet(() -> Wire.instant(wire.getTimestamp())),
        instant(report.hasCompletedAt(), report.getCompletedAt()),
        report.hasCompletedAt() ? OptionalInt.of(report.getExitCode()) : OptionalInt.empty(),
        report.getTimedOut(),
        report.getReason(),
        report.getSandboxTier(),
        report.getDroppedLines(),
        ConsumptionWire.fromWire(report.getConsumption()));
  }

  private static Optional<Instant> instant(boolean present, Timestamp at) {
    return present ? Optional.of(Wire.instant(at)) : Optional.empty();
  }

  private static ExecutionStatus status(ScriptStatus status) {
    return switch (status) {
      case SCRIPT_STATUS_PENDING -> ExecutionStatus.PENDING;
      case SCRIPT_STATUS_RUNNING -> ExecutionStatus.RUNNING;
      case SCRIPT_STATUS_COMPLETED -> ExecutionStatus.COMPLETED;
      case SCRIPT_STATUS_FAILED -> ExecutionStatus.FAILED;
      case SCRIPT_STATUS_STOPPED -> ExecutionStatus.STOPPED;
      case SCRIPT_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("no execution has the status " + status);
    };
  }
}
