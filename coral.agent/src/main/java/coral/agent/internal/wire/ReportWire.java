// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import coral.api.execution.Execution;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.proto.colony.v1.ExecutionReport;
import coral.proto.colony.v1.LogReport;
import coral.proto.colony.v1.ReportBatch;
import coral.wire.ConsumptionWire;
import coral.wire.TimesWire;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reports, as they lie in the outbox and travel to the colony. */
public final class ReportWire {
  private ReportWire() {}

  public static byte[] toBytes(Report report, Optional<UUID> deploymentId) {
    coral.proto.colony.v1.Report.Builder wire =
        coral.proto.colony.v1.Report.newBuilder()
            .setExecutionId(report.executionId().toString())
            .setSequence(report.sequence())
            .setTimestamp(TimesWire.toWire(report.at()))
            .setScriptId(report.scriptId().toString())
            .setVersion(report.version());
    deploymentId.ifPresent(id -> wire.setDeploymentId(id.toString()));
    switch (report.fact()) {
      case Report.Status(Execution execution) -> wire.setExecution(status(execution));
      case Report.Line(OutputStreamName stream, String text) ->
          wire.setLog(LogReport.newBuilder().setStream(stream.wireName()).setLine(text));
      case Report.Event(ScriptEvent event) ->
          wire.setEvent(ExecutionWire.toWire(event, report.at()));
    }
    return wire.build().toByteArray();
  }

  private static ExecutionReport status(Execution execution) {
    ExecutionReport.Builder wire =
        ExecutionReport.newBuilder()
            .setStatus(Statuses.toWire(execution.status()))
            .setStartedAt(TimesWire.toWire(execution.startedAt()))
            .setReason(execution.reason())
            .setSandboxTier(execution.sandboxTier())
            .setDroppedLines(execution.droppedLines())
            .setTimedOut(execution.timedOut())
            .setConsumption(ConsumptionWire.toWire(execution.consumption()));
    execution.completedAt().ifPresent(at -> wire.setCompletedAt(TimesWire.toWire(at)));
    execution.exitCode().ifPresent(wire::setExitCode);
    return wire.build();
  }

  /** A batch of what {@link #toBytes} made. */
  public static ReportBatch batch(long id, String agentId, List<byte[]> reports) {
    ReportBatch.Builder batch = ReportBatch.newBuilder().setBatchId(id).setAgentId(agentId);
    for (byte[] report : reports) {
      try {
        batch.addReports(coral.proto.colony.v1.Report.parseFrom(report));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("the outbox holds what this agent did not write", e);
      }
    }
    return batch.build();
  }
}
