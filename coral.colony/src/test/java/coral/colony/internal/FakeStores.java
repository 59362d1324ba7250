// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import coral.api.execution.EventFilter;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.execution.Severity;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A colony's stores, in memory; they outlive a colony that is closed and opened again. */
final class FakeStores {
  final Executions executions = new Executions();
  final Scripts scripts = new Scripts(executions);
  final Agents agents = new Agents();

  static final class Agents implements AgentStore {
    private final Map<String, Agent> saved = new TreeMap<>();

    @Override
    public synchronized void save(List<Agent> agents) {
      agents.forEach(agent -> saved.put(agent.id(), agent));
    }

    @Override
    public synchronized List<Agent> all() {
      return saved.values().stream()
          .map(agent -> AgentChange.departure().apply(agent, agent.lastSeen()))
          .toList();
    }
  }

  static final class Scripts implements ScriptStore {
    private final List<Script> scripts = new ArrayList<>();
    private final Map<UUID, Deployment> deployments = new LinkedHashMap<>();
    private final Map<UUID, Rollout> rollouts = new LinkedHashMap<>();
    private final List<Approval> approvals = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final Executions executions;

    Scripts(Executions executions) {
      this.executions = executions;
    }

    @Override
    public synchronized void save(Script script) {
      scripts.add(script);
    }

    @Override
    public synchronized Optional<Script> newest(UUID id) {
      return last(scripts.stream().filter(script -> script.id().equals(id)));
    }

    @Override
    public synchronized Optional<Script> newestByName(String name) {
      return last(scripts.stream().filter(script -> script.name().equals(name)));
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
      var newest = new LinkedHashMap<UUID, Script>();
      scripts.forEach(script -> newest.put(script.id(), script));
      return List.copyOf(newest.values());
    }

    @Override
    public synchronized List<Script> byIdPrefix(String prefix) {
      return all().stream().filter(script -> script.id().toString().startsWith(prefix)).toList();
    }

    @Override
    public synchronized void save(Deployment deployment) {
      deployments.put(deployment.id(), deployment);
    }

    @Override
    public synchronized Optional<Deployment> newestDeployment(UUID scriptId) {
      return deployments(scriptId).stream().findFirst();
    }

    @Override
    public synchronized List<Deployment> deployments(UUID scriptId) {
      return deployments.values().stream()
          .filter(deployment -> deployment.scriptId().equals(scriptId))
          .toList()
          .reversed();
    }

    @Override
    public synchronized List<Deployment> activeDeployments() {
      return deployments.values().stream()
          .filter(deployment -> deployment.state().active())
          .toList();
    }

    @Override
    public synchronized List<Deployment> pendingDeployments() {
      return deployments.values().stream()
          .filter(deployment -> deployment.state() == DeploymentState.PENDING_APPROVAL)
          .toList();
    }

    @Override
    public synchronized void save(Approval approval) {
      approvals.add(approval);
    }

    @Override
    public synchronized Optional<Approval> approval(UUID scriptId, int version) {
      return approvals.stream()
          .filter(of -> of.scriptId().equals(scriptId) && of.version() == version)
          .reduce((a, b) -> b);
    }

    @Override
    public synchronized void save(Rollout rollout, List<Deployment> changed) {
      rollouts.put(rollout.deploymentId(), rollout);
      changed.forEach(this::save);
    }

    @Override
    public synchronized Optional<Rollout> rollout(UUID deploymentId) {
      return Optional.ofNullable(rollouts.get(deploymentId));
    }

    @Override
    public synchronized void delete(UUID id, AuditEntry entry) {
      scripts.removeIf(script -> script.id().equals(id));
      deployments.values().removeIf(deployment -> deployment.scriptId().equals(id));
      rollouts.values().removeIf(rollout -> rollout.scriptId().equals(id));
      approvals.removeIf(approval -> approval.scriptId().equals(id));
      executions.delete(id);
      audit.add(entry);
    }

    @Override
    public synchronized void audit(AuditEntry entry) {
      audit.add(entry);
    }

    @Override
    public synchronized List<AuditEntry> audit(int limit) {
      return audit.reversed().stream().limit(limit).toList();
    }
  }

  static final class Executions implements ExecutionStore {
    private final Map<UUID, Execution> executions = new LinkedHashMap<>();
    private final Map<String, LogEntry> logs = new LinkedHashMap<>();
    private final Map<String, Report> applied = new LinkedHashMap<>();
    private final Set<UUID> deleted = new HashSet<>();

    synchronized void delete(UUID scriptId) {
      deleted.add(scriptId);
      executions.values().removeIf(execution -> execution.scriptId().equals(scriptId));
      logs.values().removeIf(entry -> entry.scriptId().equals(scriptId));
    }

    @Override
    public synchronized List<Report> apply(String agentId, List<Report> reports) {
      var fresh = new ArrayList<Report>();
      for (Report report : reports) {
        String key = report.executionId() + "/" + report.sequence();
        if (deleted.contains(report.scriptId()) || applied.putIfAbsent(key, report) != null) {
          continue;
        }
        fresh.add(report);
        if (report.fact() instanceof Report.Status(Execution execution)) {
          executions.put(execution.id(), execution);
        } else {
          logs.put(key, Wire.logEntry(agentId, report));
        }
      }
      return fresh;
    }

    @Override
    public synchronized Optional<Execution> find(UUID executionId) {
      return Optional.ofNullable(executions.get(executionId));
    }

    @Override
    public synchronized List<Execution> ofScript(UUID scriptId, int limit) {
      return executions.values().stream()
          .filter(execution -> execution.scriptId().equals(scriptId))
          .sorted(Comparator.comparing(Execution::startedAt).reversed())
          .limit(limit)
          .toList();
    }

    @Override
    public synchronized List<Execution> ofDeployment(UUID deploymentId) {
      var newest = new TreeMap<String, Execution>();
      executions.values().stream()
          .filter(execution -> execution.deploymentId().equals(Optional.of(deploymentId)))
          .forEach(execution -> newest.put(execution.agentId(), execution));
      return List.copyOf(newest.values());
    }

    @Override
    public synchronized List<Execution> firstFailed(UUID deploymentId) {
      var first = new TreeMap<String, Execution>();
      executions.values().stream()
          .filter(execution -> execution.deploymentId().equals(Optional.of(deploymentId)))
          .filter(execution -> execution.status() == ExecutionStatus.FAILED)
          .forEach(execution -> first.putIfAbsent(execution.agentId(), execution));
      return List.copyOf(first.values());
    }

    @Override
    public synchronized List<LogEntry> logs(UUID scriptId, int tail) {
      return tail(logs.values().stream().filter(entry -> entry.scriptId().equals(scriptId)), tail);
    }

    @Override
    public synchronized List<LogEntry> logsOfExecution(UUID executionId, int tail) {
      return tail(
          logs.values().stream().filter(entry -> entry.executionId().equals(executionId)), tail);
    }

    @Override
    public synchronized List<LogEntry> events(EventFilter filter, int tail) {
      return tail(logs.values().stream().filter(entry -> passes(filter, entry)), tail);
    }

    private static boolean passes(EventFilter filter, LogEntry entry) {
      return entry.fact() instanceof Report.Event(var event)
          && Severity.of(event).compareTo(filter.atLeast()) >= 0
          && filter.scriptId().map(entry.scriptId()::equals).orElse(true)
          && filter.agentIds().map(agents -> agents.contains(entry.agentId())).orElse(true);
    }

    private static List<LogEntry> tail(Stream<LogEntry> entries, int tail) {
      List<LogEntry> all = entries.toList();
      return tail == 0 ? all : all.subList(Math.max(0, all.size() - tail), all.size());
    }
  }

  private static <T> Optional<T> last(Stream<T> all) {
    return all.reduce((a, b) -> b);
  }
}
