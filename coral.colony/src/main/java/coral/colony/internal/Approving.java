// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.colony.v1.ApproveRequest;
import coral.proto.colony.v1.RejectRequest;
import coral.proto.colony.v1.RejectResponse;

/** An operator's decisions about versions that wait for one. */
final class Approving {
  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final Deployer deployer;
  private final Deploying deploying;

  Approving(ColonyParts parts, Deploying deploying) {
    registry = parts.registry();
    scripts = parts.scripts();
    deployer = parts.deployer();
    this.deploying = deploying;
  }

  DeployScriptResponse approve(ApproveRequest request) {
    Script version = version(request.getScript(), request.getVersion());
    String actor = Wire.actor(request.getRequestedBy());
    return deploying.started(
        version, () -> deployer.approve(version.id(), version.version(), actor));
  }

  RejectResponse reject(RejectRequest request) {
    Script version = version(request.getScript(), request.getVersion());
    String actor = Wire.actor(request.getRequestedBy());
    deployer.reject(version.id(), version.version(), actor, request.getReason());
    return RejectResponse.newBuilder()
        .setName(version.name())
        .setVersion(version.version())
        .build();
  }

  /**
   * The one that is asked for, else the one that waits, else one whose state says why none does.
   */
  private Script version(String name, int asked) {
    Script newest = registry.find(name);
    int version =
        asked != 0
            ? asked
            : deployer.pending(newest.id()).map(Deployment::version).orElseGet(newest::version);
    return ScriptViews.version(scripts, newest, version);
  }
}
