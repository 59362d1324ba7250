// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer.Placement;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.Trigger;
import coral.proto.agent.v1.ScriptStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A script's status over all agents.
 *
 * <pre>
 * an execution runs                                  RUNNING
 * stopped or archived                                STOPPED
 * ad hoc, and all executions have ended              FAILED if one failed, else COMPLETED or STOPPED
 * waits for its schedule or event                    FAILED if a newest run failed, else PENDING
 * an agent has not started it, or none may           PENDING
 * all executions have ended                          FAILED if one failed, else COMPLETED or STOPPED
 * </pre>
 *
 * @param reason where it is quarantined, and why it is pending, stopped or failed, such as what
 *     keeps its trigger from firing; empty: nothing to say
 */
record ScriptState(ScriptStatus status, String reason) {

  /**
   * The state of a deployment.
   *
   * @param newest execution of each agent under the deployment
   * @param troubles what keeps its trigger from firing, by agent
   */
  static ScriptState of(
      Script script,
      Deployment deployment,
      Placement placement,
      List<Execution> newest,
      Map<String, String> troubles) {
    ScriptState state = whole(script, deployment, placement, newest, troubles);
    List<String> quarantined = quarantinedOn(deployment, newest);
    if (quarantined.isEmpty()) {
      return state;
    }
    String where = "quarantined on " + String.join(", ", quarantined);
    return new ScriptState(
        state.status(), state.reason().isEmpty() ? where : where + "; " + state.reason());
  }

  /**
   * Agents that do not start it again until it is deployed anew. One that is no longer deployed is
   * quarantined nowhere.
   */
  static List<String> quarantinedOn(Deployment deployment, List<Execution> newest) {
    return deployment.state().active()
        ? newest.stream()
            .filter(execution -> execution.consumption().quarantined())
            .map(Execution::agentId)
            .sorted()
            .toList()
        : List.of();
  }

  private static ScriptState whole(
      Script script,
      Deployment deployment,
      Placement placement,
      List<Execution> newest,
      Map<String, String> troubles) {
    if (newest.stream().anyMatch(execution -> execution.status() == ExecutionStatus.RUNNING)) {
      return new ScriptState(ScriptStatus.SCRIPT_STATUS_RUNNING, "");
    }
    if (deployment.state() == DeploymentState.ARCHIVED) {
      return new ScriptState(ScriptStatus.SCRIPT_STATUS_STOPPED, "archived");
    }
    boolean allEnded =
        !newest.isEmpty() && newest.stream().allMatch(execution -> execution.status().terminal());
    if (!deployment.state().active()) {
      return script.adHoc() && allEnded
          ? ended(newest)
          : new ScriptState(ScriptStatus.SCRIPT_STATUS_STOPPED, "");
    }
    Optional<Execution> failed = first(newest, ExecutionStatus.FAILED);
    boolean nowhere = newest.isEmpty() && placement.agents().isEmpty();
    if (!(script.trigger() instanceof Trigger.Manual)
        && !nowhere
        && first(newest, ExecutionStatus.PENDING).isEmpty()) {
      return failed.isPresent() ? ended(newest) : pending(waitsForTrigger(script, troubles));
    }
    return waiting(placement, newest).orElseGet(() -> ended(newest));
  }

  private static String waitsForTrigger(Script script, Map<String, String> troubles) {
    return troubles.isEmpty()
        ? "it waits for its " + trigger(script)
        : troubles.entrySet().stream()
            .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
            .collect(Collectors.joining("; "));
  }

  private static Optional<ScriptState> waiting(Placement placement, List<Execution> newest) {
    Optional<Execution> pending = first(newest, ExecutionStatus.PENDING);
    if (pending.isPresent()) {
      return pending.map(execution -> pending(by(execution)));
    }
    Set<String> reported = newest.stream().map(Execution::agentId).collect(Collectors.toSet());
    List<String> silent =
        placement.agents().stream().filter(agent -> !reported.contains(agent)).toList();
    if (!silent.isEmpty()) {
      return Optional.of(pending("not started yet on " + String.join(", ", silent)));
    }
    if (!newest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        placement.skipped().isEmpty()
            ? pending("no agent matches its targets now")
            : pending(
                placement.skipped().stream()
                    .map(skip -> skip.agentId() + ": " + skip.reason())
                    .collect(Collectors.joining("; "))));
  }

  private static ScriptState ended(List<Execution> newest) {
    Optional<Execution> failed = first(newest, ExecutionStatus.FAILED);
    if (failed.isPresent()) {
      return new ScriptState(ScriptStatus.SCRIPT_STATUS_FAILED, by(failed.get()));
    }
    Optional<Execution> stopped = first(newest, ExecutionStatus.STOPPED);
    return stopped
        .map(execution -> new ScriptState(ScriptStatus.SCRIPT_STATUS_STOPPED, by(execution)))
        .orElseGet(() -> new ScriptState(ScriptStatus.SCRIPT_STATUS_COMPLETED, ""));
  }

  private static ScriptState pending(String reason) {
    return new ScriptState(ScriptStatus.SCRIPT_STATUS_PENDING, reason);
  }

  private static Optional<Execution> first(List<Execution> executions, ExecutionStatus status) {
    return executions.stream().filter(execution -> execution.status() == status).findFirst();
  }

  private static String by(Execution execution) {
    return execution.reason().isEmpty()
        ? ""
        : "%s: %s".formatted(execution.agentId(), execution.reason());
  }

  private static String trigger(Script script) {
    return switch (script.trigger()) {
      case Trigger.Manual manual -> "deployment";
      case Trigger.Schedule schedule -> "schedule \"" + schedule.cron() + "\"";
      case Trigger.Event event -> "event";
      case Trigger.Custom custom -> custom.type() + " trigger";
    };
  }
}
