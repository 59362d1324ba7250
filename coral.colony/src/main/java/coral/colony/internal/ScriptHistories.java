// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.script.Approval;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import java.util.List;
import java.util.Optional;

/** What became of a script: its versions, and when each was deployed. */
final class ScriptHistories {
  private ScriptHistories() {}

  static ScriptHistory of(Script script, ScriptStore scripts) {
    List<Deployment> deployments = scripts.deployments(script.id());
    var history = ScriptHistory.newBuilder().setId(script.id().toString()).setName(script.name());
    for (Script version : scripts.versions(script.id()).reversed()) {
      history.addVersions(
          version(
              version,
              scripts.approval(version.id(), version.version()),
              deployments.stream()
                  .filter(deployment -> deployment.version() == version.version())
                  .map(deployment -> deployment(deployment, scripts.rollout(deployment.id())))
                  .toList()));
    }
    return history.build();
  }

  private static ScriptVersion version(
      Script version, Optional<Approval> approval, List<ScriptDeployment> deployments) {
    var wire =
        ScriptVersion.newBuilder()
            .setVersion(version.version())
            .setCreatedAt(Wire.timestamp(version.createdAt()))
            .setCreatedBy(version.createdBy())
            .setSha256(version.sha256())
            .setCodeBytes(version.code().getBytes(UTF_8).length)
            .setTrigger(version.trigger().type())
            .addAllTargets(version.targets())
            .addAllDeployments(deployments);
    approval.map(ScriptHistories::approval).ifPresent(wire::setApproval);
    return wire.build();
  }

  private static coral.proto.colony.v1.Approval approval(Approval approval) {
    return coral.proto.colony.v1.Approval.newBuilder()
        .setGranted(approval.granted())
        .setDecidedAt(Wire.timestamp(approval.at()))
        .setDecidedBy(approval.by())
        .setReason(approval.reason())
        .build();
  }

  private static ScriptDeployment deployment(Deployment deployment, Optional<Rollout> rollout) {
    var wire =
        ScriptDeployment.newBuilder()
            .setDeployedAt(Wire.timestamp(deployment.deployedAt()))
            .setDeployedBy(deployment.deployedBy())
            .setPendingApproval(deployment.state() == DeploymentState.PENDING_APPROVAL);
    deployment.stoppedAt().ifPresent(at -> wire.setStoppedAt(Wire.timestamp(at)));
    rollout
        .filter(begun -> begun.stage() != RolloutStage.REQUESTED)
        .ifPresent(begun -> wire.setRollout(CanaryWire.status(begun, List.of())));
    return wire.build();
  }
}
