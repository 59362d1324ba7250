// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.agent.Deployer.Outcome;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Diagnostic;
import coral.api.script.InvalidScriptException;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.api.script.Trigger;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.StopScriptResponse;
import coral.proto.colony.v1.ArchiveRequest;
import coral.proto.colony.v1.ArchiveResponse;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeleteResponse;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.PromoteRequest;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.StopRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Deploys and stops, and waits a moment for what the agents make of it. */
final class Deploying {
  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final ExecutionStore executions;
  private final Deployer deployer;
  private final Results results;
  private final TriggerChecks triggers;
  private final Rollback rollback;
  private final ScriptViews views;
  private final Duration patience;

  /**
   * @param patience how long to wait for the agents' first word, so that the status in an answer is
   *     that of the script and not of the message to it
   */
  Deploying(ColonyParts parts, ScriptViews views, Duration patience) {
    registry = parts.registry();
    scripts = parts.scripts();
    executions = parts.executions();
    deployer = parts.deployer();
    results = parts.results();
    triggers = parts.triggers();
    rollback = new Rollback(parts);
    this.views = views;
    this.patience = patience;
  }

  DeployScriptResponse deploy(DeployRequest request) {
    ScriptDraft draft = Wire.draft(request.getScript(), request.getFileName(), false);
    Optional<Canary> canary = CanaryWire.canary(request);
    Script script = register(draft, request.getAllowPending());
    return started(
        script,
        () -> deployer.deploy(script, draft.createdBy(), request.getAllowPending(), canary));
  }

  /** Ends a canary; answers as if its version were deployed. */
  DeployScriptResponse promote(PromoteRequest request) {
    Script newest = registry.find(request.getScript());
    Script script =
        deployer
            .deployment(newest.id())
            .flatMap(deployment -> scripts.version(newest.id(), deployment.version()))
            .orElse(newest);
    String actor = Wire.actor(request.getRequestedBy());
    return started(script, () -> deployer.promote(script.id(), actor));
  }

  DeployScriptResponse rollBack(RollbackRequest request) {
    Script version = rollback.version(request);
    String actor = Wire.actor(request.getRequestedBy());
    return started(version, () -> deployer.rollBack(version, actor, request.getAllowPending()));
  }

  /** Answers once the agents have begun with it, or have been silent for too long. */
  DeployScriptResponse started(Script script, Supplier<Outcome> deployment) {
    try (var watch = new StatusWatch(results, script.id())) {
      Outcome outcome = deployment.get();
      if (!outcome.unchanged() && script.trigger() instanceof Trigger.Manual) {
        Set<String> begun =
            executions.ofDeployment(outcome.deployment().id()).stream()
                .filter(Deploying::hasBegun)
                .map(Execution::agentId)
                .collect(Collectors.toSet());
        watch.await(
            outcome.placement().agents().stream().filter(agent -> !begun.contains(agent)).toList(),
            execution -> isOf(outcome, execution) && hasBegun(execution),
            patience);
      }
      return answer(script, outcome);
    }
  }

  /**
   * Stores what passes all checks. Trigger and targets are checked before, so that a mistyped one
   * does not use up a version.
   */
  Script register(ScriptDraft draft, boolean allowPending) {
    List<Diagnostic> findings = registry.validate(draft.code(), draft.fileName());
    if (!findings.isEmpty()) {
      throw new InvalidScriptException(findings);
    }
    triggers.check(draft.trigger());
    // Deploying the active version again changes nothing, also where no agent matches by now.
    deployer.check(provisional(draft), allowPending || isActive(draft.name()));
    return registry.register(draft).script();
  }

  StopScriptResponse stop(StopRequest request) {
    Script script = registry.find(request.getScript());
    try (var watch = new StatusWatch(results, script.id())) {
      List<String> running = views.runningOn(script);
      List<String> stoppedOn = deployer.stop(script.id(), Wire.actor(request.getRequestedBy()));
      watch.await(running, execution -> execution.status().terminal(), patience);
      return StopScriptResponse.newBuilder()
          .setSuccess(true)
          .addAllStoppedOn(stoppedOn)
          .setName(script.name())
          .build();
    }
  }

  ArchiveResponse archive(ArchiveRequest request) {
    Script script = registry.find(request.getScript());
    deployer.archive(script.id(), Wire.actor(request.getRequestedBy()));
    return ArchiveResponse.newBuilder().setName(script.name()).build();
  }

  DeleteResponse delete(DeleteRequest request) {
    Script script = registry.find(request.getScript());
    deployer.delete(script.id(), Wire.actor(request.getRequestedBy()));
    return DeleteResponse.newBuilder()
        .setScriptId(script.id().toString())
        .setName(script.name())
        .build();
  }

  DeployScriptResponse answer(Script script, Outcome outcome) {
    ScriptState state = views.state(script, outcome.deployment());
    return DeployScriptResponse.newBuilder()
        .setScriptId(script.id().toString())
        .setName(script.name())
        .setVersion(script.version())
        .addAllDeployedTo(outcome.placement().agents())
        .addAllWaitingAgents(waiting(outcome))
        .addAllSkipped(outcome.placement().skipped().stream().map(Wire::skipped).toList())
        .setStatus(state.status())
        .setReason(state.reason())
        .setUnchanged(outcome.unchanged())
        .setPendingApproval(outcome.deployment().state() == DeploymentState.PENDING_APPROVAL)
        .build();
  }

  private List<String> waiting(Outcome outcome) {
    Deployment deployment = outcome.deployment();
    return deployment.state() == DeploymentState.CANARY
        ? deployer.waiting(deployment.scriptId())
        : List.of();
  }

  private boolean isActive(String name) {
    return scripts
        .newestByName(name)
        .flatMap(script -> deployer.deployment(script.id()))
        .filter(deployment -> deployment.state().active())
        .isPresent();
  }

  private static boolean isOf(Outcome outcome, Execution execution) {
    return execution.deploymentId().equals(Optional.of(outcome.deployment().id()));
  }

  /** A pending execution without a reason is about to run; one with a reason will not soon. */
  private static boolean hasBegun(Execution execution) {
    return execution.status() != ExecutionStatus.PENDING || !execution.reason().isEmpty();
  }

  private static Script provisional(ScriptDraft draft) {
    return new Script(
        new UUID(0, 0),
        draft.name(),
        1,
        draft.code(),
        draft.settings(),
        draft.targets(),
        draft.trigger(),
        Instant.EPOCH,
        draft.createdBy(),
        draft.adHoc(),
        "");
  }
}
