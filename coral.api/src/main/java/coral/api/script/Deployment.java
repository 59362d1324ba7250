// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One decision to run one version. A script has at most one active deployment; beside it at most
 * one in the state CANARY, and at most one that waits for an approval.
 *
 * @param id new with each deployment; agents start a script again only for a new one
 */
public record Deployment(
    UUID id,
    UUID scriptId,
    int version,
    DeploymentState state,
    Instant deployedAt,
    String deployedBy,
    Optional<Instant> stoppedAt) {

  public Deployment stopped(Instant at) {
    return new Deployment(
        id, scriptId, version, DeploymentState.STOPPED, deployedAt, deployedBy, Optional.of(at));
  }

  /** Goes to agents from {@code at} on, after it has waited. */
  public Deployment approved(Instant at) {
    return new Deployment(
        id, scriptId, version, DeploymentState.DEPLOYED, at, deployedBy, Optional.empty());
  }

  public Deployment in(DeploymentState next) {
    return new Deployment(id, scriptId, version, next, deployedAt, deployedBy, stoppedAt);
  }
}
