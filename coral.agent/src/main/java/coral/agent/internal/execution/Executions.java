// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.AgentIdentity;
import coral.agent.internal.wire.HeldState;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionListener;
import coral.api.execution.ExecutionService;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.ScriptEvent;
import coral.api.query.QueryUsage;
import coral.api.sandbox.Sandbox;
import coral.api.script.Script;
import coral.api.sdk.SdkSessions;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandlerFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds scripts, starts them as their triggers fire, and starts daemons again that failed.
 *
 * <p>One lock guards what is held and queued; it is never held while a process starts. Sandbox, SDK
 * server and trigger types come and go while scripts run: what cannot start meanwhile is pending,
 * and says why.
 */
public final class Executions implements ExecutionService, AutoCloseable {
  static final String AGENT_STOPPED = "the agent was stopped";

  /**
   * What executions are made with.
   *
   * @param background runs what must not hold up a caller: starts, and triggers that fire
   * @param queries what the statements of an execution came to so far
   */
  public record Parts(
      AgentIdentity identity,
      Reports reports,
      AssignmentFiles files,
      RestartPolicy restarts,
      Clock clock,
      Timer timer,
      Executor background,
      Function<UUID, QueryUsage> queries) {}

  private final Parts parts;
  private final Histories histories;
  private final Starts starts;
  private final TriggerHandlers triggers = new TriggerHandlers();
  private final StartQueue queue = new StartQueue();
  private final Map<UUID, Assignment> held = new LinkedHashMap<>();
  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

  private ScriptPolicy policy;
  private final Means means = new Means();
  private boolean closed;

  public Executions(Parts parts, ScriptPolicy policy) {
    this.parts = parts;
    this.policy = policy;
    this.histories = new Histories(parts.identity().id());
    this.starts =
        new Starts(
            parts.identity(),
            parts.reports(),
            histories,
            parts.clock(),
            parts.timer(),
            parts.queries());
    parts.files().load().forEach(this::resume);
  }

  /** Holds again what an earlier process held; it starts once its trigger type is there. */
  private void resume(HeldState state) {
    Assignment assignment = new Assignment(state);
    held.put(state.script().id(), assignment);
    Optional<Execution> last = state.last();
    if (last.isPresent() && !last.get().status().terminal()) {
      assignment.last(starts.lost(last.get()));
      assignment.finished |= assignment.firesOnce() && !assignment.daemon();
      parts.files().save(assignment.state());
    }
    assignment.execution().ifPresent(histories::restore);
  }

  @Override
  public synchronized void assign(Script script, Optional<UUID> deploymentId) {
    Assignment old = held.get(script.id());
    if (old != null && old.same(script, deploymentId)) {
      return;
    }
    refusal()
        .ifPresent(
            why -> {
              throw new CoralException(ErrorCode.FAILED_PRECONDITION, why);
            });
    triggers.require(script, parts.identity().id());
    Assignment assignment = new Assignment(script, deploymentId, parts.clock().instant());
    replace(assignment);
    try {
      arm(assignment);
    } catch (CoralException e) {
      withdraw(script.id(), e.sentence());
      throw e;
    }
  }

  /** Holds a script that cannot run here, with an execution that failed for that reason. */
  public synchronized void refuse(Script script, Optional<UUID> deploymentId, String reason) {
    Assignment assignment = new Assignment(script, deploymentId, parts.clock().instant());
    assignment.finished = true;
    assignment.last(starts.refused(assignment, reason));
    replace(assignment);
  }

  private void replace(Assignment assignment) {
    Assignment old = held.put(assignment.script.id(), assignment);
    if (old != null) {
      release(old, "replaced by version " + assignment.script.version());
    }
    parts.files().save(assignment.state());
  }

  @Override
  public synchronized boolean withdraw(UUID scriptId, String reason) {
    Assignment assignment = held.remove(scriptId);
    if (assignment == null) {
      return false;
    }
    release(assignment, reason);
    parts.files().delete(scriptId);
    return true;
  }

  private void release(Assignment assignment, String reason) {
    assignment.released = true;
    stop(assignment, reason);
  }

  private void stop(Assignment assignment, String reason) {
    assignment.closeHandler();
    assignment.cancelRetry();
    Run run = assignment.run;
    if (run == null) {
      return;
    }
    if (queue.remove(run)) {
      ended(run, Run.stopped(reason));
    } else {
      run.stop(reason);
    }
  }

  private void arm(Assignment assignment) {
    if (closed || !policy.enabled() || assignment.finished || assignment.handler != null) {
      return;
    }
    assignment.handler =
        triggers.create(
            assignment.triggerRequest(parts.identity().id()),
            new TriggerCallback() {
              @Override
              public void fire(String cause) {
                parts.background().execute(() -> fired(assignment));
              }

              @Override
              public void trouble(String why) {
                parts.background().execute(() -> troubled(assignment, why));
              }
            });
  }

  private synchronized void troubled(Assignment assignment, String why) {
    assignment.trouble = why;
  }

  private synchronized void fired(Assignment assignment) {
    assignment.lastFired = parts.clock().instant();
    if (mayRun(assignment) && !assignment.busy()) {
      if (!assignment.firesOnce()) {
        assignment.expiresAt = null;
        assignment.failures = 0;
      }
      launch(assignment);
    }
  }

  private boolean mayRun(Assignment assignment) {
    return !closed && policy.enabled() && !assignment.finished && !assignment.released;
  }

  private void launch(Assignment assignment) {
    Instant now = parts.clock().instant();
    Duration limit = policy.timeLimit(assignment.script.settings());
    if (assignment.expiresAt == null) {
      assignment.expiresAt = now.plus(limit);
    }
    Duration left = Duration.between(now, assignment.expiresAt);
    if (!left.isPositive()) {
      assignment.finished = assignment.firesOnce();
      parts.files().save(assignment.state());
      return;
    }
    Duration timeout = assignment.daemon() ? left : limit;
    Run run = starts.run(assignment, timeout, policy);
    assignment.run = run;
    runs.put(run.id(), run);
    queue.add(run);
    parts.files().save(assignment.state());
    pump();
  }

  /** Starts what may start. */
  private void pump() {
    Optional<Means.Present> present = means.present();
    for (Run run : queue.admit(policy, means.blocked(policy))) {
      present.ifPresent(
          with ->
              parts
                  .background()
                  .execute(
                      () -> run.start(with.sandbox(), with.sessions(), end -> ended(run, end))));
    }
  }

  private synchronized void ended(Run run, Recorder.End end) {
    Assignment assignment = run.assignment;
    run.recorder.end(assignment.released ? end : afterwards(assignment, end));
    queue.ended(run);
    runs.remove(run.id());
    assignment.last(run.execution());
    assignment.run = null;
    if (!assignment.released) {
      if (end.status() == ExecutionStatus.STOPPED && assignment.handler != null) {
        // Stopped by a configuration that was taken back before the process was gone.
        fired(assignment);
      }
      parts.files().save(assignment.state());
    }
    pump();
    notifyAll();
  }

  private Recorder.End afterwards(Assignment assignment, Recorder.End end) {
    if (end.breach()) {
      assignment.breaches++;
    }
    RestartPolicy.Verdict verdict = parts.restarts().judge(assignment, end);
    assignment.finished = verdict.finished();
    verdict
        .retry()
        .ifPresent(
            delay -> {
              assignment.failures++;
              assignment.retry = parts.timer().after(delay, () -> retry(assignment));
            });
    return verdict.end();
  }

  private synchronized void retry(Assignment assignment) {
    assignment.retry = null;
    if (mayRun(assignment) && !assignment.busy()) {
      launch(assignment);
    }
  }

  /**
   * Takes a new configuration: what it forbids is stopped, what it allows again is started again.
   */
  public synchronized void policy(ScriptPolicy next) {
    policy = next;
    for (Assignment assignment : List.copyOf(held.values())) {
      if (next.enabled()) {
        arm(assignment);
      } else {
        stop(assignment, Means.DISABLED);
      }
    }
    pump();
  }

  public synchronized void addTriggers(String type, TriggerHandlerFactory factory) {
    triggers.add(type, factory);
    for (Assignment assignment : List.copyOf(held.values())) {
      if (assignment.script.trigger().type().equals(type)) {
        assignment.closeHandler();
        arm(assignment);
      }
    }
  }

  public synchronized void removeTriggers(String type, TriggerHandlerFactory factory) {
    if (triggers.remove(type, factory)) {
      held.values().stream()
          .filter(assignment -> assignment.script.trigger().type().equals(type))
          .forEach(Assignment::closeHandler);
    }
  }

  /** Null while it is away. */
  public synchronized void sandbox(@Nullable Sandbox next) {
    means.sandbox(next);
    pump();
  }

  /** Null while they are away. */
  public synchronized void sessions(@Nullable SdkSessions next) {
    means.sessions(next);
    runs.values().forEach(run -> run.audible(next != null));
    pump();
  }

  /** Whether everything is there that a script needs, or it is known why none can run. */
  public synchronized boolean ready() {
    return !policy.enabled() || (means.present().isPresent() && !triggers.isEmpty());
  }

  public synchronized Sandbox.Info sandboxInfo() {
    return means.info();
  }

  public synchronized boolean knowsTrigger(String type) {
    return triggers.knows(type);
  }

  /** Marks that the event loop of a script lives; an execution that has ended is no error. */
  public void heartbeat(UUID executionId) {
    Run run = runs.get(executionId);
    if (run != null) {
      run.beat();
    }
  }

  /** Reports an event; see {@link Recorder#event}. */
  Recorder.Emitted emit(UUID executionId, ScriptEvent event) {
    Run run = runs.get(executionId);
    if (run == null) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION, "execution " + executionId + " has ended");
    }
    return run.recorder.event(event);
  }

  @Override
  public synchronized List<AssignedScript> assigned() {
    return held.values().stream().map(Assignment::view).toList();
  }

  @Override
  public synchronized Optional<AssignedScript> assigned(UUID scriptId) {
    return Optional.ofNullable(held.get(scriptId)).map(Assignment::view);
  }

  @Override
  public List<Execution> executions(UUID scriptId) {
    return histories.executions(scriptId);
  }

  @Override
  public List<LogEntry> logs(UUID scriptId, int tail) {
    return histories.logs(scriptId, tail);
  }

  @Override
  public synchronized Optional<String> refusal() {
    return means.refusal(policy);
  }

  @Override
  public synchronized int maxConcurrent() {
    return policy.maxConcurrent();
  }

  @Override
  public AutoCloseable listen(ExecutionListener listener) {
    return histories.listen(listener);
  }

  /**
   * Stops all executions and waits a little for their ends; they start again with the next agent.
   */
  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  synchronized void close(Duration patience) {
    closed = true;
    new ArrayList<>(held.values()).forEach(assignment -> stop(assignment, AGENT_STOPPED));
    long deadline = System.nanoTime() + patience.toNanos();
    while (!runs.isEmpty() && System.nanoTime() < deadline) {
      try {
        wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
