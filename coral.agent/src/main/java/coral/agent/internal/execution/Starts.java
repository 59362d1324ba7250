// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.AgentIdentity;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import coral.api.script.Script;
import coral.api.sdk.ExecutionContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Makes executions. */
final class Starts {
  /**
   * Behind whatever an execution can have reported before its agent died without knowing how far it
   * had come.
   */
  static final long LAST_SEQUENCE = Long.MAX_VALUE;

  private final AgentIdentity identity;
  private final Reports reports;
  private final Histories histories;
  private final Clock clock;
  private final Timer timer;
  private final Queries queries;

  Starts(ExecutionParts parts, Histories histories) {
    this.identity = parts.identity();
    this.reports = parts.reports();
    this.histories = histories;
    this.clock = parts.clock();
    this.timer = parts.timer();
    this.queries = parts.queries();
  }

  /** A pending execution that has reported nothing yet and may run for {@code timeout}. */
  Run run(Assignment assignment, Duration timeout, ScriptPolicy policy) {
    Execution execution = execution(assignment);
    Recorder recorder = recorder(execution, policy.limits().maxEventsPerSecond());
    return run(assignment.script, recorder, timeout, policy);
  }

  /** As {@link #run(Assignment, Duration, ScriptPolicy)}, whose reports go nowhere else. */
  Run trial(Script script, Duration timeout, ScriptPolicy policy, Reports reports) {
    Recorder recorder =
        new Recorder(
            execution(script, Optional.empty(), clock.instant()),
            reports,
            report -> {},
            clock,
            policy.limits().maxEventsPerSecond());
    return run(script, recorder, timeout, policy);
  }

  private Run run(Script script, Recorder recorder, Duration timeout, ScriptPolicy policy) {
    ExecutionContext context = context(script, recorder.execution(), timeout);
    return new Run(
        script,
        recorder,
        context,
        timeout,
        policy,
        new QueryTally(() -> queries.usage(context.executionId())),
        timer,
        clock);
  }

  /** An execution that fails without having run. */
  Execution refused(Assignment assignment, String reason) {
    Recorder recorder = recorder(execution(assignment), 1);
    recorder.end(new Recorder.End(ExecutionStatus.FAILED, reason));
    return recorder.execution();
  }

  /**
   * Reports the end of an execution that an earlier process of this agent left behind. Doing it
   * again, after another death, repeats the very same report.
   */
  Execution lost(Execution left) {
    Instant now = clock.instant();
    Execution failed =
        new Execution(
            left.id(),
            left.scriptId(),
            left.version(),
            left.deploymentId(),
            left.agentId(),
            ExecutionStatus.FAILED,
            left.startedAt(),
            Optional.of(now),
            OptionalInt.empty(),
            false,
            "the agent stopped",
            left.sandboxTier(),
            left.droppedLines(),
            left.consumption());
    Report report =
        new Report(
            left.id(),
            LAST_SEQUENCE,
            now,
            left.scriptId(),
            left.version(),
            new Report.Status(failed));
    reports.status(report, left.deploymentId());
    return failed;
  }

  private Recorder recorder(Execution execution, int eventsPerSecond) {
    return new Recorder(execution, reports, histories::add, clock, eventsPerSecond);
  }

  /** Later than the one before it, as the order of executions is that of their beginnings. */
  private Execution execution(Assignment assignment) {
    Instant earliest =
        assignment
            .execution()
            .map(before -> before.startedAt().plusMillis(1))
            .orElse(Instant.EPOCH);
    Instant now = clock.instant();
    return execution(
        assignment.script, assignment.deploymentId, now.isBefore(earliest) ? earliest : now);
  }

  private Execution execution(Script script, Optional<UUID> deploymentId, Instant now) {
    return new Execution(
        Uuid7.at(now),
        script.id(),
        script.version(),
        deploymentId,
        identity.id(),
        ExecutionStatus.PENDING,
        now,
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        "",
        0);
  }

  private ExecutionContext context(Script script, Execution execution, Duration timeout) {
    return new ExecutionContext(
        execution.id(),
        script.id(),
        script.name(),
        script.version(),
        script.settings().mode(),
        script.trigger().type(),
        clock.instant().plus(timeout),
        script.settings().capabilities(),
        script.settings().args(),
        identity.id(),
        identity.hostname(),
        identity.labels());
  }
}
