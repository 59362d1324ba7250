// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LimitHit;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.query.QueryUsage;
import coral.api.sandbox.SandboxProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution as the outside sees it: its status and the one sequence over status, lines and
 * events. Thread-safe; what is reported under the lock is reported in the order of its sequence.
 */
final class Recorder {
  /** How often a running execution tells what keeps changing: its queries, its dropped lines. */
  static final Duration NEWS_EVERY = Duration.ofSeconds(30);

  private final Reports reports;
  private final Consumer<Report> told;
  private final Clock clock;
  private final EventRate events;

  private Execution execution;
  private long sequence;
  private long droppedLines;
  private String tier = "";
  private Consumption consumption = Consumption.NONE;
  private Instant reportedAt = Instant.EPOCH;

  /**
   * @param told of each report that was taken, in order
   */
  Recorder(
      Execution execution,
      Reports reports,
      Consumer<Report> told,
      Clock clock,
      int eventsPerSecond) {
    this.execution = execution;
    this.reports = reports;
    this.told = told;
    this.clock = clock;
    this.events = new EventRate(eventsPerSecond, clock.instant());
  }

  /**
   * How an execution ended.
   *
   * @param breach it was killed for breaking a limit other than its time
   * @param droppedLines those that the sandbox cut
   */
  record End(
      ExecutionStatus status,
      OptionalInt exitCode,
      boolean timedOut,
      boolean breach,
      String reason,
      long droppedLines,
      Consumption consumption) {

    /** One that has used nothing. */
    End(ExecutionStatus status, String reason) {
      this(status, OptionalInt.empty(), false, false, reason, 0, Consumption.NONE);
    }

    /** What looked like an end of another kind is a failure. */
    End failed(String why) {
      return new End(
          ExecutionStatus.FAILED, exitCode, timedOut, breach, why, droppedLines, consumption);
    }

    End because(String more) {
      return new End(status, exitCode, timedOut, breach, reason + more, droppedLines, consumption);
    }

    End inQuarantine(String more) {
      return new End(
          status,
          exitCode,
          timedOut,
          breach,
          reason + more,
          droppedLines,
          consumption.inQuarantine());
    }
  }

  /** The limit of events, where it was hit. */
  synchronized Optional<LimitHit> eventHit() {
    return events.hit();
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
    tier = sandboxTier;
    status(ExecutionStatus.RUNNING, Optional.empty(), OptionalInt.empty(), false, "");
    return process;
  }

  /** The last report; nothing changes if there was one already. */
  synchronized void end(End end) {
    if (execution.status().mayBecome(end.status())) {
      droppedLines += end.droppedLines();
      consumption = end.consumption();
      status(
          end.status(), Optional.of(clock.instant()), end.exitCode(), end.timedOut(), end.reason());
    }
  }

  /**
   * Reports that it runs on, and what it came to so far: limits that it has run into at once where
   * they are news, its queries and the lines that the outbox dropped only every {@link
   * #NEWS_EVERY}.
   */
  synchronized void soFar(List<LimitHit> hits, QueryUsage queries) {
    Instant now = clock.instant();
    boolean newHits = !hits.equals(consumption.hits());
    boolean newCounts =
        (!queries.equals(consumption.queries()) || droppedLines != execution.droppedLines())
            && !now.isBefore(reportedAt.plus(NEWS_EVERY));
    if (execution.status() == ExecutionStatus.RUNNING && (newHits || newCounts)) {
      reportedAt = now;
      consumption = consumption.soFar(hits, queries);
      status(ExecutionStatus.RUNNING, Optional.empty(), OptionalInt.empty(), false, "");
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
    Instant now = clock.instant();
    if (!events.admit(now)) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "the script emits more than %s (%s); emit less often, or several facts in one event"
              .formatted(events.value(), EventRate.LIMIT));
    }
    Report report = report(now, new Report.Event(event));
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
            tier,
            droppedLines,
            consumption);
    Report report = report(clock.instant(), new Report.Status(execution));
    reports.status(report, execution.deploymentId());
    told(report);
  }

  /** Only what was taken uses up a number. */
  private void told(Report report) {
    sequence = report.sequence();
    told.accept(report);
  }

  private Report report(Instant at, Report.Fact fact) {
    return new Report(
        execution.id(), sequence + 1, at, execution.scriptId(), execution.version(), fact);
  }
}
