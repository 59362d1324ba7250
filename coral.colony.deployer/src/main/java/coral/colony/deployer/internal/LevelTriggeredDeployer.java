// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.AgentDirectory;
import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps deployments and computes what an agent should hold whenever somebody asks; nothing about an
 * agent is remembered here, so a service that appears gets its scripts with the next question.
 */
@Component(configurationPid = "coral.consent", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConsentConfig.class)
public final class LevelTriggeredDeployer implements Deployer {
  private static final Logger log = LoggerFactory.getLogger(LevelTriggeredDeployer.class);

  private final ScriptStore scripts;
  private final ExecutionStore executions;
  private final AgentDirectory directory;
  private final Clock clock;
  private final Placements placements;
  private final Deployments deployments;
  private final Retirement retirement;
  private final Redeployment redeployment;
  private final Approvals approvals;
  private final AuditTrail audit;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AutoCloseable directoryListening;

  /** Held by each change of a deployment. */
  private final Object changes = new Object();

  @Activate
  public LevelTriggeredDeployer(
      ConsentConfig config,
      @Reference(name = "scripts") ScriptStore scripts,
      @Reference(name = "executions") ExecutionStore executions,
      @Reference(name = "directory") AgentDirectory directory) {
    this(Consent.of(config), scripts, executions, directory, Clock.systemUTC());
  }

  public LevelTriggeredDeployer(
      Consent consent,
      ScriptStore scripts,
      ExecutionStore executions,
      AgentDirectory directory,
      Clock clock) {
    this.scripts = scripts;
    this.executions = executions;
    this.directory = directory;
    this.clock = clock;
    placements = new Placements(directory);
    deployments = new Deployments(scripts, clock.instant());
    retirement = new Retirement(scripts, deployments);
    redeployment = new Redeployment(executions);
    audit = new AuditTrail(scripts, clock);
    approvals = new Approvals(scripts, deployments, audit, clock, consent);
    directoryListening = directory.listen(this::changed);
  }

  @Modified
  void modified(ConsentConfig config) {
    approvals.set(Consent.of(config));
  }

  @Deactivate
  void close() throws Exception {
    directoryListening.close();
    listeners.clear();
  }

  @Override
  public Outcome deploy(Script script, String actor, boolean allowPending) {
    return start("deploy", script, actor, allowPending);
  }

  @Override
  public Outcome rollBack(Script version, String actor, boolean allowPending) {
    return start("rollback", version, actor, allowPending);
  }

  private Outcome start(String action, Script script, String actor, boolean allowPending) {
    placements.checkTargets(script);
    Outcome outcome;
    synchronized (changes) {
      Optional<Desired> active = deployments.active(script.id());
      if (active.isPresent() && redeployment.changesNothing(active.get(), script)) {
        approvals.withdraw(script, actor);
        return new Outcome(active.get().deployment(), placements.of(script), true);
      }
      Placement placement = check(script, allowPending);
      String from =
          active
              .filter(older -> !action.equals("deploy"))
              .map(older -> "from v" + older.script().version() + " ")
              .orElse("");
      Optional<Outcome> waits = approvals.request(action, script, actor, from);
      if (waits.isPresent()) {
        return waits.get();
      }
      Deployment deployment = deployments.start(script, actor, clock.instant());
      audit.add(actor, action, script, from + AuditTrail.to(placement));
      outcome = new Outcome(deployment, placement, false);
    }
    changed();
    return outcome;
  }

  @Override
  public Placement check(Script script, boolean allowPending) {
    placements.checkTargets(script);
    approvals.checkRun(script);
    Placement placement = placements.of(script);
    if (!allowPending && placement.agents().isEmpty()) {
      throw placements.nowhere(script, placement);
    }
    return placement;
  }

  @Override
  public Outcome approve(UUID scriptId, int version, String actor) {
    Outcome outcome;
    synchronized (changes) {
      Desired approved = approvals.approve(scriptId, version, actor);
      Placement placement = placements.of(approved.script());
      audit.add(actor, "approve", approved.script(), AuditTrail.to(placement));
      outcome = new Outcome(approved.deployment(), placement, false);
    }
    changed();
    return outcome;
  }

  @Override
  public void reject(UUID scriptId, int version, String actor, String reason) {
    synchronized (changes) {
      approvals.reject(scriptId, version, actor, reason);
    }
  }

  @Override
  public List<String> needsApprovalFor(Script version) {
    return approvals.neededFor(version);
  }

  @Override
  public Optional<Deployment> pending(UUID scriptId) {
    return approvals.pending(scriptId);
  }

  @Override
  public List<String> stop(UUID scriptId, String actor) {
    var holders = new TreeSet<String>();
    synchronized (changes) {
      boolean waited = approvals.stop(scriptId, actor);
      Optional<Desired> active = deployments.active(scriptId);
      if (waited && active.isEmpty()) {
        return List.of();
      }
      Desired desired = active.orElseThrow(() -> notDeployed(scriptId));
      holders.addAll(placements.of(desired.script()).agents());
      executions.ofDeployment(desired.deployment().id()).stream()
          .filter(execution -> !execution.status().terminal())
          .map(Execution::agentId)
          .forEach(holders::add);
      deployments.stop(desired, clock.instant());
      audit.add(actor, "stop", desired.script(), "on " + AuditTrail.names(holders));
    }
    changed();
    return List.copyOf(holders);
  }

  @Override
  public void archive(UUID scriptId, String actor) {
    synchronized (changes) {
      retirement.archive(scriptId, actor, clock.instant());
    }
  }

  @Override
  public void delete(UUID scriptId, String actor) {
    synchronized (changes) {
      retirement.delete(scriptId, actor, clock.instant());
    }
  }

  @Override
  public List<Desired> desired(String agentId) {
    return directory.find(agentId).stream()
        .flatMap(
            agent ->
                deployments.all().stream()
                    .filter(desired -> placements.fits(desired.script(), agent)))
        .toList();
  }

  @Override
  public Placement placement(Script script) {
    return placements.of(script);
  }

  @Override
  public List<Verdict> explain(Script script) {
    return placements.verdicts(script);
  }

  @Override
  public void started(UUID deploymentId) {
    synchronized (changes) {
      deployments.running(deploymentId);
    }
  }

  @Override
  public Optional<Deployment> deployment(UUID scriptId) {
    return deployments.newest(scriptId);
  }

  @Override
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private CoralException notDeployed(UUID scriptId) {
    String name = scripts.newest(scriptId).map(Script::name).orElse(scriptId.toString());
    String since =
        scripts
            .newestDeployment(scriptId)
            .flatMap(Deployment::stoppedAt)
            .map(at -> "it was stopped at " + at)
            .orElse("it was never deployed");
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "script \"%s\" cannot be stopped: %s".formatted(name, since));
  }

  private void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("a listener to deployments failed", e);
      }
    }
  }
}
