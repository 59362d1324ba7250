// SPDX-License-Identifier: Apache-2.0
package coral.colony.registry.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Scripts only, in a list. */
final class FakeScriptStore implements ScriptStore {
  private final List<Script> scripts = new ArrayList<>();

  @Override
  public synchronized void save(Script script) {
    if (script.version() != versions(script.id()).size() + 1) {
      throw new CoralException(ErrorCode.ALREADY_EXISTS, script.name() + " v" + script.version());
    }
    scripts.add(script);
  }

  @Override
  public synchronized Optional<Script> newest(UUID id) {
    return newest(scripts.stream().filter(script -> script.id().equals(id)));
  }

  @Override
  public synchronized Optional<Script> newestByName(String name) {
    return newest(scripts.stream().filter(script -> script.name().equals(name)));
  }

  @Override
  public synchronized Optional<Script> version(UUID id, int version) {
    return versions(id).stream().filter(script -> script.version() == version).findFirst();
  }

  @Override
  public synchronized List<Script> versions(UUID id) {
    return scripts.stream().filter(script -> script.id().equals(id)).toList();
  }

  @Override
  public synchronized List<Script> all() {
    return List.copyOf(scripts);
  }

  @Override
  public synchronized List<Script> byIdPrefix(String prefix) {
    return scripts.stream()
        .filter(script -> script.version() == 1 && script.id().toString().startsWith(prefix))
        .toList();
  }

  @Override
  public void save(Deployment deployment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Deployment> newestDeployment(UUID scriptId) {
    return Optional.empty();
  }

  @Override
  public List<Deployment> deployments(UUID scriptId) {
    return List.of();
  }

  @Override
  public List<Deployment> activeDeployments() {
    return List.of();
  }

  @Override
  public List<Deployment> pendingDeployments() {
    return List.of();
  }

  @Override
  public void save(Approval approval) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Approval> approval(UUID scriptId, int version) {
    return Optional.empty();
  }

  @Override
  public void save(Rollout rollout, List<Deployment> changed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Rollout> rollout(UUID deploymentId) {
    return Optional.empty();
  }

  @Override
  public void delete(UUID id, AuditEntry entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void audit(AuditEntry entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AuditEntry> audit(int limit) {
    return List.of();
  }

  private static Optional<Script> newest(Stream<Script> versions) {
    return versions.max(Comparator.comparingInt(Script::version));
  }
}
