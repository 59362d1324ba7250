// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Deployment;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.proto.colony.v1.RollbackRequest;
import java.util.List;

/** Which version a roll-back goes to. */
final class Rollback {
  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final Deployer deployer;

  Rollback(ColonyParts parts) {
    registry = parts.registry();
    scripts = parts.scripts();
    deployer = parts.deployer();
  }

  /** The version that is asked for, or the one that was deployed before the present one. */
  Script version(RollbackRequest request) {
    Script newest = registry.find(request.getScript());
    if (newest.adHoc()) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "script \"%s\" was a single run and cannot be rolled back; run its file again"
              .formatted(newest.name()));
    }
    int version = request.getVersion() == 0 ? before(newest) : request.getVersion();
    return ScriptViews.version(scripts, newest, version);
  }

  private int before(Script newest) {
    List<Deployment> deployments = scripts.deployments(newest.id());
    if (deployments.isEmpty()) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "script \"%s\" was never deployed, so there is nothing to go back to; name a version with --to"
              .formatted(newest.name()));
    }
    Deployment present = deployer.deployment(newest.id()).orElse(deployments.getFirst());
    return deployments.stream()
        .dropWhile(deployment -> !deployment.id().equals(present.id()))
        .filter(deployment -> !wasHalted(deployment))
        .map(Deployment::version)
        .filter(version -> version != present.version() && mayRun(newest, version))
        .findFirst()
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.FAILED_PRECONDITION,
                    "no version of script \"%s\" but %d was ever deployed; name one with --to, %s"
                        .formatted(
                            newest.name(), present.version(), ScriptViews.versions(newest))));
  }

  /** A version that only canary agents ever had is not what anybody wants back. */
  private boolean wasHalted(Deployment deployment) {
    return scripts
        .rollout(deployment.id())
        .filter(rollout -> rollout.stage() == RolloutStage.HALTED)
        .isPresent();
  }

  /** One that was deployed and not approved never ran, so that nobody goes back to it unasked. */
  private boolean mayRun(Script newest, int version) {
    return scripts
        .version(newest.id(), version)
        .filter(script -> deployer.needsApprovalFor(script).isEmpty())
        .isPresent();
  }
}
