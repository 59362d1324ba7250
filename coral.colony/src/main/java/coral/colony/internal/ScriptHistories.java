// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import java.util.List;

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
              deployments.stream()
                  .filter(deployment -> deployment.version() == version.version())
                  .toList()));
    }
    return history.build();
  }

  private static ScriptVersion version(Script version, List<Deployment> deployments) {
    return ScriptVersion.newBuilder()
        .setVersion(version.version())
        .setCreatedAt(Wire.timestamp(version.createdAt()))
        .setCreatedBy(version.createdBy())
        .setSha256(version.sha256())
        .setCodeBytes(version.code().getBytes(UTF_8).length)
        .setTrigger(version.trigger().type())
        .addAllTargets(version.targets())
        .addAllDeployments(deployments.stream().map(ScriptHistories::deployment).toList())
        .build();
  }

  private static ScriptDeployment deployment(Deployment deployment) {
    var wire =
        ScriptDeployment.newBuilder()
            .setDeployedAt(Wire.timestamp(deployment.deployedAt()))
            .setDeployedBy(deployment.deployedBy());
    deployment.stoppedAt().ifPresent(at -> wire.setStoppedAt(Wire.timestamp(at)));
    return wire.build();
  }
}
