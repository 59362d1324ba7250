// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active deployments without canaries: in the store, and in memory for questions that agents
 * ask often. Reading is safe on any thread; changes are the caller's to serialise.
 */
final class Deployments {
  private static final Logger log = LoggerFactory.getLogger(Deployments.class);
  private final ScriptStore store;
  private final Map<UUID, Desired> active = new ConcurrentHashMap<>();

  Deployments(ScriptStore store, Instant now) {
    this.store = store;
    store.activeDeployments().stream()
        .filter(deployment -> deployment.state() != DeploymentState.CANARY)
        .sorted(Comparator.comparing(Deployment::deployedAt))
        .forEach(deployment -> load(deployment, now));
  }

  /** A crash between two writes may have left an older deployment active beside its successor. */
  private void load(Deployment deployment, Instant now) {
    Optional<Script> script = store.version(deployment.scriptId(), deployment.version());
    if (script.isEmpty()) {
      log.warn(
          "deployment {} is of version {} of script {}, which is not stored; it is stopped",
          deployment.id(),
          deployment.version(),
          deployment.scriptId());
      store.save(deployment.stopped(now));
      return;
    }
    Desired older = active.put(deployment.scriptId(), new Desired(deployment, script.get()));
    if (older != null) {
      store.save(older.deployment().stopped(now));
    }
  }

  List<Desired> all() {
    return active.values().stream()
        .sorted(Comparator.comparing(desired -> desired.deployment().deployedAt()))
        .toList();
  }

  Optional<Desired> active(UUID scriptId) {
    return Optional.ofNullable(active.get(scriptId));
  }

  Optional<Deployment> newest(UUID scriptId) {
    return active(scriptId).map(Desired::deployment).or(() -> store.newestDeployment(scriptId));
  }

  /**
   * A new one that is neither stored nor started; later than those before it, also when the clock
   * was set back: the newest one counts.
   */
  Desired created(Script script, String actor, Instant clock) {
    Instant now =
        Stream.concat(
                active(script.id()).map(Desired::deployment).stream(),
                store.newestDeployment(script.id()).stream())
            .map(before -> before.deployedAt().plusMillis(1))
            .filter(earliest -> earliest.isAfter(clock))
            .max(Comparator.naturalOrder())
            .orElse(clock);
    var deployment =
        new Deployment(
            UUID.randomUUID(),
            script.id(),
            script.version(),
            DeploymentState.DEPLOYED,
            now,
            actor,
            Optional.empty());
    return new Desired(deployment, script);
  }

  void start(Desired desired, Instant now) {
    store.save(desired.deployment());
    Desired older = active.put(desired.script().id(), desired);
    if (older != null) {
      store.save(older.deployment().stopped(now));
    }
  }

  /** The same, together with what it means for its roll-out. */
  void start(Desired desired, Rollout rollout, Instant now) {
    var changed = new ArrayList<>(List.of(desired.deployment()));
    active(desired.script().id()).ifPresent(older -> changed.add(older.deployment().stopped(now)));
    store.save(rollout, changed);
    active.put(desired.script().id(), desired);
  }

  void stop(Desired desired, Instant now) {
    store.save(desired.deployment().stopped(now));
    active.remove(desired.script().id());
  }

  void running(UUID deploymentId) {
    active.values().stream()
        .filter(desired -> desired.deployment().id().equals(deploymentId))
        .filter(desired -> desired.deployment().state() == DeploymentState.DEPLOYED)
        .findFirst()
        .ifPresent(
            desired -> {
              Deployment running = desired.deployment().in(DeploymentState.RUNNING);
              store.save(running);
              active.put(desired.script().id(), new Desired(running, desired.script()));
            });
  }
}
