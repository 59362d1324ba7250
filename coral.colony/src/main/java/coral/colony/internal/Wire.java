// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import com.google.protobuf.Timestamp;
import coral.api.agent.Deployer;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.Trigger;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.Diagnostic;
import coral.wire.ConsumptionWire;
import coral.wire.SettingsWire;
import coral.wire.TriggerWire;
import java.time.Instant;

/** Scripts, executions and log entries between the wire and the API. */
final class Wire {
  private Wire() {}

  static ScriptDraft draft(coral.proto.agent.v1.Script script, String fileName, boolean adHoc) {
    Trigger trigger = adHoc ? Trigger.MANUAL : TriggerWire.fromWire(script.getTrigger());
    var settings = script.getSettings().toBuilder();
    if (adHoc) {
      settings.setMode(ScriptMode.SCRIPT_MODE_AD_HOC);
    }
    return new ScriptDraft(
        Script.checkName(script.getName()),
        Script.checkCode(script.getCode()),
        fileName.isBlank() ? script.getName() + ".ts" : fileName,
        SettingsWire.fromWire(settings.build(), trigger),
        script.getTargetsList(),
        trigger,
        actor(script.getCreatedBy()),
        adHoc);
  }

  /** Who asks, for the audit log. */
  static String actor(String name) {
    return name.isBlank() ? "unknown" : name.strip();
  }

  static coral.proto.agent.v1.Script script(Script script) {
    return coral.proto.agent.v1.Script.newBuilder()
        .setId(script.id().toString())
        .setName(script.name())
        .setCode(script.code())
        .setVersion(script.version())
        .addAllTargets(script.targets())
        .setTrigger(TriggerWire.toWire(script.trigger()))
        .setCreatedAt(timestamp(script.createdAt()))
        .setCreatedBy(script.createdBy())
        .setSettings(SettingsWire.toWire(script.settings()))
        .setSha256(script.sha256())
        .build();
  }

  static ScriptExecution.Builder execution(Execution execution) {
    var wire =
        ScriptExecution.newBuilder()
            .setExecutionId(execution.id().toString())
            .setScriptId(execution.scriptId().toString())
            .setAgentId(execution.agentId())
            .setStatus(status(execution.status()))
            .setStartedAt(timestamp(execution.startedAt()))
            .setVersion(execution.version())
            .setReason(execution.reason())
            .setSandboxTier(execution.sandboxTier())
            .setDroppedLines(execution.droppedLines())
            .setTimedOut(execution.timedOut())
            .setConsumption(ConsumptionWire.toWire(execution.consumption()));
    execution.completedAt().ifPresent(at -> wire.setCompletedAt(timestamp(at)));
    execution.exitCode().ifPresent(wire::setExitCode);
    return wire;
  }

  static ScriptStatus status(ExecutionStatus status) {
    return switch (status) {
      case PENDING -> ScriptStatus.SCRIPT_STATUS_PENDING;
      case RUNNING -> ScriptStatus.SCRIPT_STATUS_RUNNING;
      case COMPLETED -> ScriptStatus.SCRIPT_STATUS_COMPLETED;
      case FAILED -> ScriptStatus.SCRIPT_STATUS_FAILED;
      case STOPPED -> ScriptStatus.SCRIPT_STATUS_STOPPED;
    };
  }

  /** A line or an event that was just reported. */
  static LogEntry logEntry(String agentId, Report report) {
    return new LogEntry(
        report.executionId(),
        report.sequence(),
        report.at(),
        report.scriptId(),
        agentId,
        report.fact());
  }

  static ScriptLogEntry logEntry(LogEntry entry) {
    var wire =
        ScriptLogEntry.newBuilder()
            .setTimestamp(timestamp(entry.at()))
            .setAgentId(entry.agentId())
            .setExecutionId(entry.executionId().toString())
            .setSequence(entry.sequence());
    switch (entry.fact()) {
      case Report.Line line -> wire.setStream(line.stream().wireName()).setLine(line.text());
      case Report.Event(ScriptEvent event) -> wire.setStream("event").setLine(EventJson.of(event));
      case Report.Status status -> throw new IllegalArgumentException("no log entry: " + status);
    }
    return wire.build();
  }

  static coral.proto.agent.v1.ScriptEvent event(Instant at, ScriptEvent event) {
    return coral.proto.agent.v1.ScriptEvent.newBuilder()
        .setName(event.name())
        .setData(event.dataJson())
        .setSeverity(event.severity())
        .setTimestamp(timestamp(at))
        .build();
  }

  static SkippedAgent skipped(Deployer.Skipped skipped) {
    return SkippedAgent.newBuilder()
        .setAgentId(skipped.agentId())
        .setReason(skipped.reason())
        .build();
  }

  static Diagnostic diagnostic(coral.api.script.Diagnostic diagnostic) {
    return Diagnostic.newBuilder()
        .setFile(diagnostic.file())
        .setLine(diagnostic.line())
        .setColumn(diagnostic.column())
        .setCode(diagnostic.code())
        .setMessage(diagnostic.message())
        .build();
  }

  static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  static Instant instant(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
