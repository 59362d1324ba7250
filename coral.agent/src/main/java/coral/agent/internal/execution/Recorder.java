// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.sandbox.SandboxProcess;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution as the outside sees it: its status and the one sequence over status, lines and
 * events. Thread-safe; what is reported under the lock is reported in the order of its sequence.
 */
final class Recorder {
  private final Reports reports;
  private final Histories histories;
  private final Clock clock;

  private Execution execution;
  private long sequence;
  private long droppedLines;

  Recorder(Execution execution, Reports reports, Histories histories, Clock clock) {
    this.execution = execution;
    this.reports = reports;
    this.histories = histories;
    this.clock = clock;
  }

  /**
   * How an execution ended.
   *
   * @param droppedLines those that the sandbox cut
   */
  record End(
      ExecutionStatus status,
      OptionalInt exitCode,
      boolean timedOut,
      String reason,
      long droppedLines) {

    End because(String more) {
      return new End(status, exitCode, timedOut, reason + more, droppedLines);
    }
  }

  synchronized Execution execution() {
    return execution;
  }

  /** Reports that it waits, and why, unless that was the last thing it reported. */
  synchronized void pending(String reason) {
    if (execution.status() == ExecutionStatus.PENDING
        && (sequence == 0 || !execution.reason().equals(reason))) {
      status(ExecutionStatus.PENDING, Optional.empty(), OptionalInt.empty(), false, reason);
    }
  }

  /**
   * Starts the process, then reports that it runs; what it writes meanwhile comes behind that
   * report.
   */
  synchronized SandboxProcess running(String sandboxTier, Supplier<SandboxProcess> start) {
    SandboxProcess process = start.get();
    execution = withTier(sandboxTier);
    status(ExecutionStatus.RUNNING, Optional.empty(), OptionalInt.empty(), false, "");
    return process;
  }

  /** The last report; nothing changes if there was one already. */
  synchronized void end(End end) {
    if (execution.status().mayBecome(end.status())) {
      droppedLines += end.droppedLines();
      status(
          end.status(), Optional.of(clock.instant()), end.exitCode(), end.timedOut(), end.reason());
    }
  }

  synchronized void line(OutputStreamName stream, Instant at, String text) {
    Report report = report(at, new Report.Line(stream, text));
    if (reports.line(report, execution.deploymentId())) {
      told(report);
    } else {
      droppedLines++;
    }
  }

  /**
   * An event on its way to the disk.
   *
   * @param durable completes once it is there
   */
  record Emitted(long sequence, CompletableFuture<@Nullable Void> durable) {}

  synchronized Emitted event(ScriptEvent event) {
    if (execution.status().terminal()) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION, "execution " + execution.id() + " has ended");
    }
    Report report = report(clock.instant(), new Report.Event(event));
    CompletableFuture<@Nullable Void> durable = reports.event(report, execution.deploymentId());
    told(report);
    return new Emitted(report.sequence(), durable);
  }

  private void status(
      ExecutionStatus next,
      Optional<Instant> completedAt,
      OptionalInt exitCode,
      boolean timedOut,
      String reason) {
    execution =
        new Execution(
            execution.id(),
            execution.scriptId(),
            execution.version(),
            execution.deploymentId(),
            execution.agentId(),
            next,
            execution.startedAt(),
            completedAt,
            exitCode,
            timedOut,
            reason,
            execution.sandboxTier(),
            droppedLines);
    Report report = report(clock.instant(), new Report.Status(execution));
    reports.status(report, execution.deploymentId());
    told(report);
  }

  /** Only what was taken uses up a number. */
  private void told(Report report) {
    sequence = report.sequence();
    histories.add(report);
  }

  private Report report(Instant at, Report.Fact fact) {
    return new Report(
        execution.id(), sequence + 1, at, execution.scriptId(), execution.version(), fact);
  }

  private Execution withTier(String tier) {
    return new Execution(
        execution.id(),
        execution.scriptId(),
        execution.version(),
        execution.deploymentId(),
        execution.agentId(),
        execution.status(),
        execution.startedAt(),
        execution.completedAt(),
        execution.exitCode(),
        execution.timedOut(),
        execution.reason(),
        tier,
        execution.droppedLines());
  }
}
