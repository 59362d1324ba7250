// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.wire.HeldState;
import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.script.Overlap;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A script that the agent holds under one deployment. Guarded by the lock of {@link Executions}.
 */
final class Assignment {
  final Script script;
  final Optional<UUID> deploymentId;

  @Nullable TriggerHandler handler;
  @Nullable Run run;

  /** Cancels the retry that is due; null: none is. */
  @Nullable Runnable retry;

  /** When the agent took the script under this deployment. */
  final Instant assignedAt;

  /** When the trigger last fired; null: not yet. */
  @Nullable Instant lastFired;

  /** Why the run under way, or the last one, was started. */
  String cause = "";

  /** Cause of a firing that still has to run; null: none has. */
  @Nullable String queued;

  /** Firings that got no run of their own, since this process holds the script. */
  long leftOut;

  /** What the present handler says. */
  Trouble trouble;

  /** End of the time limit that began with the last firing. */
  @Nullable Instant expiresAt;

  /** Since the trigger fired. */
  int failures;

  /** Times that it was killed for breaking a limit, under this deployment. */
  int breaches;

  /** Not started again under this deployment. */
  boolean finished;

  /** No longer held. */
  boolean released;

  private @Nullable Execution last;

  Assignment(Script script, Optional<UUID> deploymentId, Instant assignedAt) {
    this.script = script;
    this.deploymentId = deploymentId;
    this.assignedAt = assignedAt;
    this.trouble = new Trouble(script.name());
  }

  Assignment(HeldState state) {
    this(state.script(), state.deploymentId(), state.assignedAt());
    lastFired = state.lastFired().orElse(null);
    expiresAt = state.expiresAt().orElse(null);
    failures = state.failures();
    breaches = state.breaches();
    finished = state.finished();
    last = state.last().orElse(null);
    queued = state.queued().orElse(null);
  }

  /**
   * Whether to hold that would change nothing. A deployment to this agent alone has no id that
   * tells it from the next: one that is quarantined gives way.
   */
  boolean same(Script other, Optional<UUID> otherDeployment) {
    boolean givesWay = deploymentId.isEmpty() && view().quarantined();
    return script.version() == other.version() && deploymentId.equals(otherDeployment) && !givesWay;
  }

  boolean daemon() {
    return script.settings().mode() == ScriptMode.DAEMON;
  }

  /** Whether it is fired once in its life. */
  boolean firesOnce() {
    return script.trigger() instanceof Trigger.Manual;
  }

  TriggerRequest triggerRequest(String agentId) {
    return new TriggerRequest(
        script.id(),
        script.name(),
        agentId,
        script.trigger(),
        assignedAt,
        Optional.ofNullable(lastFired));
  }

  boolean busy() {
    return run != null || retry != null;
  }

  /** Whether a firing waits for the end of a run that is stopped for it. */
  boolean replaced() {
    return queued != null && script.settings().overlap() == Overlap.REPLACE;
  }

  void closeHandler() {
    TriggerHandler open = handler;
    handler = null;
    trouble = trouble.next();
    if (open != null) {
      open.close();
    }
  }

  void cancelRetry() {
    Runnable cancel = retry;
    retry = null;
    if (cancel != null) {
      cancel.run();
    }
  }

  void last(Execution execution) {
    last = execution;
  }

  Optional<Execution> execution() {
    Run current = run;
    return Optional.ofNullable(current == null ? last : current.execution());
  }

  AssignedScript view() {
    return new AssignedScript(script, deploymentId, execution(), trouble.why(), leftOut);
  }

  HeldState state() {
    return new HeldState(
        script,
        deploymentId,
        assignedAt,
        Optional.ofNullable(lastFired),
        Optional.ofNullable(expiresAt),
        failures,
        breaches,
        finished,
        execution(),
        Optional.ofNullable(queued));
  }
}
