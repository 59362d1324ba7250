// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deployments that wait for an approval, one a script, beside the {@link Deployments} that are
 * active. Reading is safe on any thread; changes are the caller's to serialise.
 */
final class PendingDeployments {
  private final ScriptStore store;
  private final Map<UUID, Desired> pending = new ConcurrentHashMap<>();

  PendingDeployments(ScriptStore store, Instant now) {
    this.store = store;
    for (Deployment deployment : store.pendingDeployments()) {
      store
          .version(deployment.scriptId(), deployment.version())
          .ifPresentOrElse(
              script -> pending.put(deployment.scriptId(), new Desired(deployment, script)),
              () -> store.save(deployment.stopped(now)));
    }
  }

  Optional<Desired> of(UUID scriptId) {
    return Optional.ofNullable(pending.get(scriptId));
  }

  Deployment add(Script script, Optional<Canary> canary, String actor, Instant now) {
    var deployment =
        new Deployment(
            UUID.randomUUID(),
            script.id(),
            script.version(),
            DeploymentState.PENDING_APPROVAL,
            now,
            actor,
            Optional.empty());
    canary.ifPresentOrElse(
        how -> store.save(Rollout.requested(deployment, how), List.of(deployment)),
        () -> store.save(deployment));
    pending.put(script.id(), new Desired(deployment, script));
    return deployment;
  }

  void stop(Desired desired, Instant now) {
    store.save(desired.deployment().stopped(now));
    remove(desired);
  }

  /** Leaves it to another to store what became of it. */
  void remove(Desired desired) {
    pending.remove(desired.script().id());
  }
}
