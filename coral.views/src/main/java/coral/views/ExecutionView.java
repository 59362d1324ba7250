// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.api.execution.Execution;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.ScriptExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of one version on one agent.
 *
 * @param executionId UUIDv7
 * @param reason why it is pending, stopped or failed, in one sentence; empty: nothing to say
 * @param startedAt when the agent accepted it; a pending one has it too
 * @param completedAt null: it has not ended
 * @param exitCode of its process; null: it has not ended
 * @param sandboxTier the isolation in force
 * @param droppedLines log lines that were cut off by limits or a full outbox
 * @param timedOut it ran out of time
 * @param limitHits limits that it ran into, each once
 * @param quarantined its script is not started again there until it is deployed anew
 * @param cpuMs processor time in milliseconds; 0: not known, or not ended
 * @param peakMemoryBytes most memory that it held; 0: not known, or not ended
 * @param queries what its statements came to, so far
 */
public record ExecutionView(
    String executionId,
    String agentId,
    int version,
    Status status,
    String reason,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Integer exitCode,
    String sandboxTier,
    long droppedLines,
    boolean timedOut,
    List<LimitHitView> limitHits,
    boolean quarantined,
    long cpuMs,
    long peakMemoryBytes,
    QueryUsageView queries) {
  private static final double BYTES_PER_MB = 1 << 20;

  public ExecutionView {
    limitHits = List.copyOf(limitHits);
  }

  /** As a colony or an agent tells it. */
  public static ExecutionView of(ScriptExecution execution) {
    Consumption consumption = execution.getConsumption();
    return new ExecutionView(
        execution.getExecutionId(),
        execution.getAgentId(),
        execution.getVersion(),
        Status.of(execution.getStatus()),
        execution.getReason(),
        Times.of(execution.getStartedAt()),
        Times.of(execution.getCompletedAt()),
        execution.hasCompletedAt() ? execution.getExitCode() : null,
        execution.getSandboxTier(),
        execution.getDroppedLines(),
        execution.getTimedOut(),
        consumption.getHitsList().stream().map(LimitHitView::of).toList(),
        consumption.getQuarantined(),
        consumption.getCpuMs(),
        consumption.getPeakMemoryBytes(),
        QueryUsageView.of(consumption.getQueries()));
  }

  /** As the agent itself has it. */
  public static ExecutionView of(Execution execution) {
    coral.api.execution.Consumption consumption = execution.consumption();
    return new ExecutionView(
        execution.id().toString(),
        execution.agentId(),
        execution.version(),
        Status.of(execution.status()),
        execution.reason(),
        execution.startedAt(),
        execution.completedAt().orElse(null),
        execution.exitCode().isPresent() ? execution.exitCode().getAsInt() : null,
        execution.sandboxTier(),
        execution.droppedLines(),
        execution.timedOut(),
        consumption.hits().stream().map(LimitHitView::of).toList(),
        consumption.quarantined(),
        consumption.cpu().toMillis(),
        consumption.peakMemoryBytes(),
        QueryUsageView.of(consumption.queries()));
  }

  /** It ran to its end, and its process said that all went well. */
  public boolean succeeded() {
    return status == Status.COMPLETED && (exitCode == null || exitCode == 0);
  }

  /** How long it has run, or ran; null: it has not started. */
  public @Nullable Duration duration(Instant now) {
    if (startedAt == null || status == Status.PENDING) {
      return null;
    }
    return Duration.between(startedAt, completedAt == null ? now : completedAt);
  }

  /** {@code CPU 1.20 s, memory 45.0 MB at most}; what is not known is {@code unknown}. */
  public String used() {
    return "CPU %s, memory %s"
        .formatted(
            cpuMs == 0 ? "unknown" : QueryUsageView.seconds((double) cpuMs),
            peakMemoryBytes == 0
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f MB at most", peakMemoryBytes / BYTES_PER_MB));
  }

  /** The reason, and the limits that it ran into. */
  public String reasonWithLimits() {
    return Stream.concat(
            Stream.of(reason).filter(text -> !text.isEmpty()),
            limitHits.stream().map(hit -> "limit " + hit.line()))
        .collect(Collectors.joining("; "));
  }
}
