// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptSummary;
import coral.wire.TriggerWire;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Scripts as people see them. */
final class ScriptViews {
  private static final int RECENT_EXECUTIONS = 20;
  private static final int DEFAULT_TAIL = 10;
  private static final String STATUS = "SCRIPT_STATUS_";

  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final ExecutionStore executions;
  private final Deployer deployer;
  private final LiveAgents agents;
  private final ApprovalViews approvals;
  private final RolloutViews rollouts;

  ScriptViews(ColonyParts parts) {
    registry = parts.registry();
    scripts = parts.scripts();
    executions = parts.executions();
    deployer = parts.deployer();
    agents = parts.agents();
    approvals = new ApprovalViews(parts);
    rollouts = new RolloutViews(parts);
  }

  /** Scripts that are or were deployed; newest deployment first. */
  ListScriptsResponse list(ListScriptsRequest request) {
    Optional<ScriptStatus> wanted = status(request.getStatus());
    List<ScriptSummary> summaries =
        scripts.all().stream()
            .filter(script -> request.getIncludeAdHoc() || !script.adHoc())
            .flatMap(script -> deployer.deployment(script.id()).stream())
            .filter(deployment -> request.getIncludeArchived() || !isArchived(deployment))
            .map(this::summary)
            .filter(summary -> wanted.isEmpty() || is(wanted.get(), summary))
            .sorted(
                Comparator.comparing((ScriptSummary s) -> Wire.instant(s.getDeployedAt()))
                    .reversed())
            .toList();
    return ListScriptsResponse.newBuilder().addAllScripts(summaries).build();
  }

  ScriptDetail detail(GetScriptRequest request) {
    Script newest = registry.find(request.getScript());
    Script shown =
        request.getVersion() == 0 ? newest : version(scripts, newest, request.getVersion());
    Optional<Deployment> deployment = deployer.deployment(newest.id());
    Script summarized = deployment.map(this::deployed).orElse(shown);
    var detail =
        ScriptDetail.newBuilder()
            .setScript(Wire.script(shown))
            .setSummary(deployment.map(this::summary).orElseGet(() -> draft(shown)))
            .setTrigger(TriggerWire.toWire(summarized.trigger()))
            .putAllArgs(summarized.settings().args());
    var outputs = new Outputs(executions);
    executions.ofScript(newest.id(), RECENT_EXECUTIONS).stream()
        .map(outputs::withOutput)
        .forEach(detail::addExecutions);
    int tail = request.getTail() == 0 ? DEFAULT_TAIL : request.getTail();
    detail.addAllRecentLogs(Outputs.newest(executions.logs(newest.id(), tail)));
    deployment
        .filter(active -> active.state().active())
        .map(active -> deployer.placement(deployed(active)))
        .ifPresent(
            placement -> placement.skipped().forEach(s -> detail.addSkipped(Wire.skipped(s))));
    deployment
        .filter(stopped -> !stopped.state().active())
        .ifPresent(
            stopped ->
                executions.ofDeployment(stopped.id()).stream()
                    .map(Execution::agentId)
                    .sorted()
                    .forEach(detail::addStoppedOn));
    return detail.build();
  }

  /** Agents where an execution of what is deployed, or tried, has not ended. */
  List<String> runningOn(Script script) {
    return scripts.deployments(script.id()).stream()
        .filter(deployment -> deployment.state().active())
        .flatMap(deployment -> executions.ofDeployment(deployment.id()).stream())
        .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
        .map(Execution::agentId)
        .toList();
  }

  ScriptState state(Script script, Deployment deployment) {
    return state(script, deployment, executions.ofDeployment(deployment.id()));
  }

  private ScriptState state(Script script, Deployment deployment, List<Execution> newest) {
    ScriptState state =
        ScriptState.of(
            script,
            deployment,
            deployer.placement(script),
            newest,
            agents.troubles(deployment.id()));
    return approvals.with(rollouts.with(state, script), script, deployment);
  }

  private ScriptSummary summary(Deployment deployment) {
    Script script = deployed(deployment);
    List<Execution> newest = executions.ofDeployment(deployment.id());
    ScriptState state = state(script, deployment, newest);
    var agents = new TreeSet<String>();
    newest.forEach(execution -> agents.add(execution.agentId()));
    if (deployment.state().active()) {
      agents.addAll(deployer.placement(script).agents());
    }
    var summary = draft(script).toBuilder();
    approvals.pending(script).ifPresent(summary::setPendingApproval);
    rollouts.status(script).ifPresent(summary::setRollout);
    return summary
        .setStatus(state.status())
        .setReason(state.reason())
        .setArchived(isArchived(deployment))
        .addAllQuarantinedOn(ScriptState.quarantinedOn(deployment, newest))
        .setDeployedAt(Wire.timestamp(deployment.deployedAt()))
        .addAllAgents(agents)
        .build();
  }

  /**
   * What waits for an approval is found with what is pending, also while its older version runs.
   */
  private static boolean is(ScriptStatus wanted, ScriptSummary summary) {
    return wanted == summary.getStatus()
        || (wanted == ScriptStatus.SCRIPT_STATUS_PENDING && summary.hasPendingApproval());
  }

  private static boolean isArchived(Deployment deployment) {
    return deployment.state() == DeploymentState.ARCHIVED;
  }

  private static ScriptSummary draft(Script script) {
    return ScriptSummary.newBuilder()
        .setId(script.id().toString())
        .setName(script.name())
        .setVersion(script.version())
        .setStatus(ScriptStatus.SCRIPT_STATUS_PENDING)
        .setReason("it is stored and was never deployed")
        .addAllTargets(script.targets())
        .setCreatedBy(script.createdBy())
        .setTrigger(script.trigger().type())
        .build();
  }

  private Script deployed(Deployment deployment) {
    return scripts
        .version(deployment.scriptId(), deployment.version())
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.INTERNAL,
                    "version %d of script %s is deployed and not stored"
                        .formatted(deployment.version(), deployment.scriptId())));
  }

  /** That version, or the sentence that says which ones there are. */
  static Script version(ScriptStore scripts, Script newest, int version) {
    return scripts
        .version(newest.id(), version)
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.NOT_FOUND,
                    "script \"%s\" has no version %d; %s"
                        .formatted(newest.name(), version, versions(newest))));
  }

  /** {@code its versions are 1 to 3}. */
  static String versions(Script newest) {
    return newest.version() == 1
        ? "its only version is 1"
        : "its versions are 1 to " + newest.version();
  }

  private static Optional<ScriptStatus> status(String name) {
    if (name.isBlank() || name.equalsIgnoreCase("all")) {
      return Optional.empty();
    }
    String wanted = STATUS + name.toUpperCase(Locale.ROOT);
    for (ScriptStatus status : ScriptStatus.values()) {
      if (status.name().equals(wanted) && status != ScriptStatus.SCRIPT_STATUS_UNSPECIFIED) {
        return Optional.of(status);
      }
    }
    throw new CoralException(
        ErrorCode.INVALID_ARGUMENT,
        "no script has the status \"%s\"; it is all, pending, running, stopped, failed or completed"
            .formatted(name));
  }
}
