// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionListener;
import coral.api.execution.ExecutionService;
import coral.api.execution.LogEntry;
import coral.api.execution.ScriptEvent;
import coral.api.sandbox.Sandbox;
import coral.api.script.Script;
import coral.api.sdk.SdkSessions;
import coral.api.trigger.TriggerHandlerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  private final ExecutionParts parts;
  private final Histories histories;
  private final Starts starts;
  private final TriggerHandlers triggers = new TriggerHandlers();
  private final Held held;
  private final Firings firings;
  private final Running running;
  private final Admission admission;
  private final Arming arming;
  private final Trials trials;

  public Executions(ExecutionParts parts, ScriptPolicy policy) {
    this.parts = parts;
    this.histories = new Histories(parts.identity().id());
    this.starts = new Starts(parts, histories);
    this.held = new Held(parts.files());
    this.firings = new Firings(parts, policy, starts, this::locked);
    this.running = firings.running();
    this.admission = new Admission(parts.identity().id(), running, triggers);
    this.arming = new Arming(parts, triggers, firings, this::locked);
    this.trials = new Trials(parts, starts, running);
    held.reportEnds(starts);
    held.resume(starts, histories);
  }

  /** By which everything comes in that other threads have to say. */
  private synchronized void locked(Runnable task) {
    task.run();
    notifyAll();
  }

  @Override
  public void assign(Script script, Optional<UUID> deploymentId) {
    if (deploymentId.isEmpty() && !holds(script, deploymentId)) {
      // No colony has checked it. This may take a while, and must not hold up the others.
      Admission.check(script, require(script));
    }
    hold(script, deploymentId);
    parts.files().awaitDisk();
  }

  private synchronized boolean holds(Script script, Optional<UUID> deploymentId) {
    return held.find(script.id()).filter(old -> old.same(script, deploymentId)).isPresent();
  }

  private synchronized TriggerHandlerFactory require(Script script) {
    return admission.require(script);
  }

  private synchronized void hold(Script script, Optional<UUID> deploymentId) {
    if (holds(script, deploymentId)) {
      return;
    }
    admission.require(script);
    Assignment assignment = new Assignment(script, deploymentId, parts.clock().instant());
    replace(assignment);
    try {
      arming.arm(assignment);
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
    Optional<Assignment> old = held.find(assignment.script.id());
    old.ifPresent(held::giveUp);
    held.put(assignment);
    old.ifPresent(one -> firings.stop(one, "replaced by version " + assignment.script.version()));
    held.save(assignment);
  }

  @Override
  public synchronized boolean withdraw(UUID scriptId, String reason) {
    Optional<Assignment> assignment = held.find(scriptId);
    assignment.ifPresent(
        one -> {
          held.giveUp(one);
          held.remove(scriptId);
          firings.stop(one, reason);
        });
    return assignment.isPresent();
  }

  /**
   * Runs a script once that this agent does not hold, beside those that it does, and tells what it
   * came to to nobody but the caller.
   *
   * @param time it is stopped then, which is no failure; at most {@link Trial#LONGEST}
   * @throws CoralException FAILED_PRECONDITION when no script runs here or there is no room for it,
   *     UNAVAILABLE when it cannot start at this moment
   */
  public synchronized Trial tryOut(Script script, Duration time) {
    return trials.start(script, time);
  }

  /**
   * Takes a new configuration: what it forbids is stopped, what it allows again is started again.
   */
  public synchronized void policy(ScriptPolicy next) {
    running.policy(next);
    if (!next.enabled()) {
      trials.stop(Means.DISABLED);
    }
    for (Assignment assignment : held.all()) {
      if (next.enabled()) {
        arming.rearm(assignment);
      } else {
        firings.suspend(assignment, Means.DISABLED);
      }
    }
    running.pump();
  }

  public synchronized void addTriggers(String type, TriggerHandlerFactory factory) {
    triggers.add(type, factory);
    for (Assignment assignment : held.triggeredBy(type)) {
      assignment.closeHandler();
      arming.rearm(assignment);
    }
  }

  public synchronized void removeTriggers(String type, TriggerHandlerFactory factory) {
    if (triggers.remove(type, factory)) {
      held.triggeredBy(type).forEach(Assignment::closeHandler);
    }
  }

  /** Null while it is away. */
  public synchronized void sandbox(@Nullable Sandbox next) {
    running.sandbox(next);
  }

  /** Null while they are away. */
  public synchronized void sessions(@Nullable SdkSessions next) {
    running.sessions(next);
  }

  /** Whether everything is there that a script needs, or it is known why none can run. */
  public synchronized boolean ready() {
    return !running.policy().enabled() || (running.equipped() && !triggers.isEmpty());
  }

  public synchronized Sandbox.Info sandboxInfo() {
    return running.sandboxInfo();
  }

  public synchronized boolean knowsTrigger(String type) {
    return triggers.knows(type);
  }

  /**
   * The trigger types that are known, and those of scripts that are held: they stay while the
   * bundle of their trigger is updated, or not there yet after a start.
   */
  public synchronized List<String> triggerTypes() {
    return triggers.types(held.all());
  }

  /**
   * Tells when a trigger type comes or goes; a listener must not block. Close to stop listening.
   */
  public AutoCloseable listenToTriggers(Runnable listener) {
    return triggers.listen(listener);
  }

  /** Marks that the event loop of a script lives; an execution that has ended is no error. */
  public void heartbeat(UUID executionId) {
    running.find(executionId).ifPresent(Run::beat);
  }

  /** Reports an event; see {@link Recorder#event}. */
  Recorder.Emitted emit(UUID executionId, ScriptEvent event) {
    Run run =
        running
            .find(executionId)
            .orElseThrow(
                () ->
                    new CoralException(
                        ErrorCode.FAILED_PRECONDITION, "execution " + executionId + " has ended"));
    return run.recorder.event(event);
  }

  @Override
  public synchronized List<AssignedScript> assigned() {
    return held.all().stream().map(Assignment::view).toList();
  }

  @Override
  public synchronized Optional<AssignedScript> assigned(UUID scriptId) {
    return held.find(scriptId).map(Assignment::view);
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
    return running.refusal();
  }

  @Override
  public synchronized int maxConcurrent() {
    return running.policy().maxConcurrent();
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
    running.close();
    trials.stop(AGENT_STOPPED);
    held.all().forEach(assignment -> firings.suspend(assignment, AGENT_STOPPED));
    long deadline = System.nanoTime() + patience.toNanos();
    while (!running.idle() && System.nanoTime() < deadline) {
      try {
        wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
