// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.script.Approval;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.PendingApproval;
import java.util.List;
import java.util.Optional;

/** What people are told about versions that wait for an approval, or were refused one. */
final class ApprovalViews {
  private final ScriptStore scripts;
  private final Deployer deployer;

  ApprovalViews(ColonyParts parts) {
    scripts = parts.scripts();
    deployer = parts.deployer();
  }

  Optional<PendingApproval> pending(Script script) {
    return deployer
        .pending(script.id())
        .map(
            waiting ->
                PendingApproval.newBuilder()
                    .setVersion(waiting.version())
                    .addAllCapabilities(capabilities(waiting))
                    .setRequestedAt(Wire.timestamp(waiting.deployedAt()))
                    .setRequestedBy(waiting.deployedBy())
                    .build());
  }

  /**
   * The state of a deployment with what its approval has to do with it: a script whose older
   * version goes on has that version's status.
   */
  ScriptState with(ScriptState state, Script script, Deployment deployment) {
    if (deployment.state() == DeploymentState.PENDING_APPROVAL) {
      return new ScriptState(ScriptStatus.SCRIPT_STATUS_PENDING, waits(script, deployment));
    }
    if (deployment.state() == DeploymentState.STOPPED) {
      return rejection(deployment)
          .map(reason -> new ScriptState(state.status(), reason))
          .orElse(state);
    }
    return deployer
        .pending(script.id())
        .map(waiting -> waits(script, waiting))
        .map(
            waits ->
                new ScriptState(
                    state.status(),
                    state.reason().isEmpty() ? waits : waits + "; " + state.reason()))
        .orElse(state);
  }

  private String waits(Script script, Deployment waiting) {
    return "waits for approval of version %d (capabilities: %s): coral script approve %s"
        .formatted(waiting.version(), String.join(", ", capabilities(waiting)), script.name());
  }

  /** Why this deployment ended, if by a rejection, which was at the same time. */
  private Optional<String> rejection(Deployment deployment) {
    return scripts
        .approval(deployment.scriptId(), deployment.version())
        .filter(approval -> !approval.granted())
        .filter(approval -> deployment.stoppedAt().equals(Optional.of(approval.at())))
        .map(ApprovalViews::rejected);
  }

  private static String rejected(Approval approval) {
    return "version %d was rejected by %s: %s"
        .formatted(approval.version(), approval.by(), approval.reason());
  }

  /** All that the version declares, where the configuration by now asks for no approval. */
  private List<String> capabilities(Deployment waiting) {
    return scripts
        .version(waiting.scriptId(), waiting.version())
        .map(
            version -> {
              List<String> needed = deployer.needsApprovalFor(version);
              return needed.isEmpty() ? version.settings().capabilities() : needed;
            })
        .orElse(List.of());
  }
}
