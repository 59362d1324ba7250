// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.execution.Execution;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.wire.ConsumptionWire;
import coral.wire.TimesWire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Executions and what they wrote. */
public final class ExecutionWire {
  /** Of each output stream, in an execution's message. */
  public static final int TAIL_BYTES = 64 << 10;

  private ExecutionWire() {}

  public static ScriptExecution toWire(Execution execution) {
    ScriptExecution.Builder wire =
        ScriptExecution.newBuilder()
            .setExecutionId(execution.id().toString())
            .setScriptId(execution.scriptId().toString())
            .setAgentId(execution.agentId())
            .setStatus(Statuses.toWire(execution.status()))
            .setStartedAt(TimesWire.toWire(execution.startedAt()))
            .setVersion(execution.version())
            .setReason(execution.reason())
            .setSandboxTier(execution.sandboxTier())
            .setDroppedLines(execution.droppedLines())
            .setTimedOut(execution.timedOut())
            .setConsumption(ConsumptionWire.toWire(execution.consumption()));
    execution.completedAt().ifPresent(at -> wire.setCompletedAt(TimesWire.toWire(at)));
    execution.exitCode().ifPresent(wire::setExitCode);
    return wire.build();
  }

  /** With the end of its output, and its events, out of {@code log}. */
  public static ScriptExecution toWire(Execution execution, List<LogEntry> log) {
    ScriptExecution.Builder wire = toWire(execution).toBuilder();
    List<LogEntry> own = log.stream().filter(e -> e.executionId().equals(execution.id())).toList();
    wire.setStdout(tail(own, OutputStreamName.STDOUT));
    wire.setStderr(tail(own, OutputStreamName.STDERR));
    for (LogEntry entry : own) {
      if (entry.fact() instanceof Report.Event(ScriptEvent event)) {
        wire.addEvents(toWire(event, entry.at()));
      }
    }
    return wire.build();
  }

  private static String tail(List<LogEntry> log, OutputStreamName stream) {
    Deque<String> lines = new ArrayDeque<>();
    int bytes = 0;
    for (LogEntry entry : log.reversed()) {
      if (entry.fact() instanceof Report.Line(OutputStreamName from, String text)
          && from == stream) {
        bytes += text.getBytes(UTF_8).length + 1;
        if (bytes > TAIL_BYTES) {
          break;
        }
        lines.addFirst(text + "\n");
      }
    }
    return String.join("", lines);
  }

  /** Without what the message has no field for. */
  static Execution fromWire(
      ScriptExecution wire, Optional<UUID> deploymentId, boolean exited, boolean timedOut) {
    return new Execution(
        ScriptWire.uuid(wire.getExecutionId(), "execution id"),
        ScriptWire.uuid(wire.getScriptId(), "script id"),
        wire.getVersion(),
        deploymentId,
        wire.getAgentId(),
        Statuses.fromWire(wire.getStatus()),
        TimesWire.fromWire(wire.getStartedAt()),
        wire.hasCompletedAt()
            ? Optional.of(TimesWire.fromWire(wire.getCompletedAt()))
            : Optional.empty(),
        exited ? OptionalInt.of(wire.getExitCode()) : OptionalInt.empty(),
        timedOut,
        wire.getReason(),
        wire.getSandboxTier(),
        wire.getDroppedLines(),
        ConsumptionWire.fromWire(wire.getConsumption()));
  }

  static coral.proto.agent.v1.ScriptEvent toWire(ScriptEvent event, Instant at) {
    return coral.proto.agent.v1.ScriptEvent.newBuilder()
        .setName(event.name())
        .setData(event.dataJson())
        .setSeverity(event.severity())
        .setTimestamp(TimesWire.toWire(at))
        .build();
  }

  public static ScriptLogEntry toWire(LogEntry entry) {
    ScriptLogEntry.Builder wire =
        ScriptLogEntry.newBuilder()
            .setTimestamp(TimesWire.toWire(entry.at()))
            .setAgentId(entry.agentId())
            .setExecutionId(entry.executionId().toString())
            .setSequence(entry.sequence());
    switch (entry.fact()) {
      case Report.Line(OutputStreamName stream, String text) ->
          wire.setStream(stream.wireName()).setLine(text);
      case Report.Event(ScriptEvent event) ->
          wire.setStream("event").setLine(EventJson.compact(event));
      case Report.Status(Execution execution) ->
          throw new IllegalArgumentException("a status is no log entry: " + execution);
    }
    return wire.build();
  }
}
