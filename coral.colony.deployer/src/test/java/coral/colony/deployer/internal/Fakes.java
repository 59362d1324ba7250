// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.execution.EventFilter;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The deployer's neighbours, in memory. */
final class Fakes {
  private Fakes() {}

  static final class Directory implements AgentDirectory {
    final Map<String, Agent> agents = new TreeMap<>();
    final List<Runnable> listeners = new ArrayList<>();

    void put(Agent agent) {
      agents.put(agent.id(), agent);
      listeners.forEach(Runnable::run);
    }

    @Override
    public List<Agent> agents() {
      return List.copyOf(agents.values());
    }

    @Override
    public Optional<Agent> find(String agentId) {
      return Optional.ofNullable(agents.get(agentId));
    }

    @Override
    public AutoCloseable listen(Runnable listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }
  }

  static final class Scripts implements ScriptStore {
    final List<Script> scripts = new ArrayList<>();
    final Map<UUID, Deployment> deployments = new LinkedHashMap<>();
    final Map<UUID, Rollout> rollouts = new LinkedHashMap<>();
    final List<Approval> approvals = new ArrayList<>();
    final List<AuditEntry> audit = new ArrayList<>();
    Runnable onSave = () -> {};

    @Override
    public void save(Script script) {
      scripts.add(script);
    }

    @Override
    public Optional<Script> newest(UUID id) {
      return versions(id).stream().reduce((a, b) -> b);
    }

    @Override
    public Optional<Script> newestByName(String name) {
      return scripts.stream().filter(script -> script.name().equals(name)).reduce((a, b) -> b);
    }

    @Override
    public Optional<Script> version(UUID id, int version) {
      return versions(id).stream().filter(script -> script.version() == version).findFirst();
    }

    @Override
    public List<Script> versions(UUID id) {
      return scripts.stream().filter(script -> script.id().equals(id)).toList();
    }

    @Override
    public List<Script> all() {
      return scripts;
    }

    @Override
    public List<Script> byIdPrefix(String prefix) {
      return List.of();
    }

    @Override
    public void save(Deployment deployment) {
      deployments.put(deployment.id(), deployment);
      onSave.run();
    }

    @Override
    public Optional<Deployment> newestDeployment(UUID scriptId) {
      return deployments(scriptId).stream().findFirst();
    }

    @Override
    public List<Deployment> deployments(UUID scriptId) {
      return deployments.values().stream()
          .filter(deployment -> deployment.scriptId().equals(scriptId))
          .toList()
          .reversed();
    }

    @Override
    public List<Deployment> activeDeployments() {
      return deployments.values().stream()
          .filter(deployment -> deployment.state().active())
          .toList();
    }

    @Override
    public List<Deployment> pendingDeployments() {
      return deployments.values().stream()
          .filter(deployment -> deployment.state() == DeploymentState.PENDING_APPROVAL)
          .toList();
    }

    @Override
    public void save(Approval approval) {
      approvals.add(approval);
    }

    @Override
    public Optional<Approval> approval(UUID scriptId, int version) {
      return approvals.stream()
          .filter(of -> of.scriptId().equals(scriptId) && of.version() == version)
          .reduce((a, b) -> b);
    }

    @Override
    public void save(Rollout rollout, List<Deployment> changed) {
      rollouts.put(rollout.deploymentId(), rollout);
      changed.forEach(this::save);
      onSave.run();
    }

    @Override
    public Optional<Rollout> rollout(UUID deploymentId) {
      return Optional.ofNullable(rollouts.get(deploymentId));
    }

    @Override
    public void delete(UUID id, AuditEntry entry) {
      scripts.removeIf(script -> script.id().equals(id));
      deployments.values().removeIf(deployment -> deployment.scriptId().equals(id));
      rollouts.values().removeIf(rollout -> rollout.scriptId().equals(id));
      approvals.removeIf(approval -> approval.scriptId().equals(id));
      audit.add(entry);
    }

    @Override
    public void audit(AuditEntry entry) {
      audit.add(entry);
    }

    @Override
    public List<AuditEntry> audit(int limit) {
      return audit.reversed();
    }
  }

  static final class Executions implements ExecutionStore {
    final List<Execution> executions = new ArrayList<>();

    @Override
    public List<Report> apply(String agentId, List<Report> reports) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Execution> find(UUID executionId) {
      return Optional.empty();
    }

    @Override
    public List<Execution> ofScript(UUID scriptId, int limit) {
      return List.of();
    }

    @Override
    public List<Execution> ofDeployment(UUID deploymentId) {
      var newest = new TreeMap<String, Execution>();
      executions.stream()
          .filter(execution -> execution.deploymentId().equals(Optional.of(deploymentId)))
          .forEach(execution -> newest.put(execution.agentId(), execution));
      return List.copyOf(newest.values());
    }

    @Override
    public List<Execution> firstFailed(UUID deploymentId) {
      var first = new TreeMap<String, Execution>();
      executions.stream()
          .filter(execution -> execution.deploymentId().equals(Optional.of(deploymentId)))
          .filter(execution -> execution.status() == ExecutionStatus.FAILED)
          .forEach(execution -> first.putIfAbsent(execution.agentId(), execution));
      return List.copyOf(first.values());
    }

    @Override
    public List<LogEntry> logs(UUID scriptId, int tail) {
      return List.of();
    }

    @Override
    public List<LogEntry> logsOfExecution(UUID executionId, int tail) {
      return List.of();
    }

    @Override
    public List<LogEntry> events(EventFilter filter, int tail) {
      return List.of();
    }
  }
}
