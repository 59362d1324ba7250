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
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Scripts, executions and log entries between the wire and the API. */
final class Wire {
  private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(60);

  private Wire() {}

  static ScriptDraft draft(coral.proto.agent.v1.Script script, String fileName, boolean adHoc) {
    Trigger trigger = adHoc ? Trigger.MANUAL : trigger(script.getTrigger());
    return new ScriptDraft(
        Script.checkName(script.getName()),
        Script.checkCode(script.getCode()),
        fileName.isBlank() ? script.getName() + ".ts" : fileName,
        settings(script, trigger, adHoc),
        script.getTargetsList(),
        trigger,
        actor(script.getCreatedBy()),
        adHoc);
  }

  /** Who asks, for the audit log. */
  static String actor(String name) {
    return name.isBlank() ? "unknown" : name.strip();
  }

  private static ScriptSettings settings(
      coral.proto.agent.v1.Script script, Trigger trigger, boolean adHoc) {
    var wire = script.getSettings();
    ScriptMode mode =
        switch (wire.getMode()) {
          case SCRIPT_MODE_DAEMON -> ScriptMode.DAEMON;
          case SCRIPT_MODE_AD_HOC -> ScriptMode.AD_HOC;
          case SCRIPT_MODE_UNSPECIFIED, UNRECOGNIZED ->
              trigger instanceof Trigger.Manual ? ScriptMode.DAEMON : ScriptMode.AD_HOC;
        };
    Optional<Duration> timeout =
        wire.hasTimeout()
            ? Optional.of(
                Duration.ofSeconds(wire.getTimeout().getSeconds(), wire.getTimeout().getNanos()))
            : Optional.empty();
    return new ScriptSettings(
        adHoc ? ScriptMode.AD_HOC : mode,
        timeout,
        wire.getMemoryLimitMb(),
        wire.getCapabilitiesList());
  }

  private static Trigger trigger(ScriptTrigger trigger) {
    return switch (trigger.getTriggerCase()) {
      case SCHEDULE -> new Trigger.Schedule(trigger.getSchedule().getCron());
      case EVENT -> {
        int seconds = trigger.getEvent().getCheckIntervalSeconds();
        yield new Trigger.Event(
            trigger.getEvent().getCondition(),
            seconds == 0 ? DEFAULT_CHECK_INTERVAL : Duration.ofSeconds(seconds));
      }
      case CUSTOM ->
          new Trigger.Custom(trigger.getCustom().getType(), trigger.getCustom().getConfigJson());
      case MANUAL, TRIGGER_NOT_SET -> Trigger.MANUAL;
    };
  }

  static coral.proto.agent.v1.Script script(Script script) {
    var settings =
        coral.proto.agent.v1.ScriptSettings.newBuilder()
            .setMode(
                script.settings().mode() == ScriptMode.DAEMON
                    ? coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_DAEMON
                    : coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_AD_HOC)
            .setMemoryLimitMb(script.settings().memoryLimitMb())
            .addAllCapabilities(script.settings().capabilities());
    script.settings().timeout().ifPresent(timeout -> settings.setTimeout(duration(timeout)));
    return coral.proto.agent.v1.Script.newBuilder()
        .setId(script.id().toString())
        .setName(script.name())
        .setCode(script.code())
        .setVersion(script.version())
        .addAllTargets(script.targets())
        .setTrigger(trigger(script.trigger()))
        .setCreatedAt(timestamp(script.createdAt()))
        .setCreatedBy(script.createdBy())
        .setSettings(settings)
        .setSha256(script.sha256())
        .build();
  }

  private static ScriptTrigger trigger(Trigger trigger) {
    var wire = ScriptTrigger.newBuilder();
    switch (trigger) {
      case Trigger.Manual manual -> wire.setManual(ManualTrigger.getDefaultInstance());
      case Trigger.Schedule(String cron) ->
          wire.setSchedule(ScheduleTrigger.newBuilder().setCron(cron));
      case Trigger.Event(String condition, Duration interval) ->
          wire.setEvent(
              EventTrigger.newBuilder()
                  .setCondition(condition)
                  .setCheckIntervalSeconds(Math.toIntExact(Math.max(1, interval.toSeconds()))));
      case Trigger.Custom(String type, String config) ->
          wire.setCustom(CustomTrigger.newBuilder().setType(type).setConfigJson(config));
    }
    return wire.build();
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

  private static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
