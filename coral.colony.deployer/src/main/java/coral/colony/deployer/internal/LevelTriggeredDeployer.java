// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.agent.Deployer;
import coral.api.execution.ExecutionStore;
import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private final AgentDirectory directory;
  private final Clock clock;
  private final Placements placements;
  private final Deployments deployments;
  private final Rollouts rollouts;
  private final Starts starts;
  private final Stops stops;
  private final Supervision supervision;
  private final Retirement retirement;
  private final Requests requests;
  private final Approvals approvals;
  private final Listeners listeners = new Listeners();
  private final AutoCloseable directoryListening;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("coral-colony-rollouts").factory());

  /** Held by each change of a deployment. */
  private final Object changes = new Object();

  @Activate
  public LevelTriggeredDeployer(
      ConsentConfig config,
      @Reference(name = "scripts") ScriptStore scripts,
      @Reference(name = "executions") ExecutionStore executions,
      @Reference(name = "directory") AgentDirectory directory) {
    this(Consent.of(config), scripts, executions, directory, Clock.systemUTC());
    var _ = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  public LevelTriggeredDeployer(
      Consent consent,
      ScriptStore scripts,
      ExecutionStore executions,
      AgentDirectory directory,
      Clock clock) {
    this.directory = directory;
    this.clock = clock;
    placements = new Placements(directory);
    Instant now = clock.instant();
    deployments = new Deployments(scripts, now);
    rollouts = new Rollouts(scripts, executions, deployments, placements, now);
    retirement = new Retirement(scripts, deployments);
    var audit = new AuditTrail(scripts, clock);
    starts = new Starts(deployments, rollouts, placements, scripts, audit, clock);
    stops = new Stops(scripts, executions, deployments, rollouts, placements, audit, clock);
    var choice = new CanaryChoice(directory, placements, now);
    var verdict = new CanaryVerdict(executions, directory, choice, now);
    supervision = new Supervision(rollouts, starts, verdict, clock);
    approvals = new Approvals(scripts, starts, audit, clock, consent);
    requests =
        new Requests(
            deployments,
            rollouts,
            placements,
            new Redeployment(executions),
            approvals,
            starts,
            clock);
    directoryListening = directory.listen(listeners::tell);
  }

  @Modified
  void modified(ConsentConfig config) {
    approvals.set(Consent.of(config));
  }

  @Deactivate
  void close() throws Exception {
    timer.shutdown();
    var _ = timer.awaitTermination(5, TimeUnit.SECONDS);
    directoryListening.close();
    listeners.clear();
  }

  @Override
  public Outcome deploy(
      Script script, String actor, boolean allowPending, Optional<Canary> canary) {
    return start("deploy", script, actor, allowPending, canary);
  }

  @Override
  public Outcome rollBack(Script version, String actor, boolean allowPending) {
    return start("rollback", version, actor, allowPending, Optional.empty());
  }

  private Outcome start(
      String action, Script script, String actor, boolean allowPending, Optional<Canary> canary) {
    Outcome outcome;
    synchronized (changes) {
      outcome = requests.deploy(action, script, actor, allowPending, canary);
    }
    if (!outcome.unchanged()) {
      listeners.tell();
    }
    return outcome;
  }

  @Override
  public Outcome promote(UUID scriptId, String actor) {
    Outcome outcome;
    synchronized (changes) {
      outcome = starts.promote(scriptId, actor);
    }
    listeners.tell();
    return outcome;
  }

  @Override
  public Placement check(Script script, boolean allowPending) {
    return requests.check(script, allowPending);
  }

  @Override
  public Outcome approve(UUID scriptId, int version, String actor) {
    Outcome outcome;
    synchronized (changes) {
      outcome = approvals.approve(scriptId, version, actor);
    }
    listeners.tell();
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
    List<String> holders;
    synchronized (changes) {
      holders = stops.stop(scriptId, actor, approvals.stop(scriptId, actor));
    }
    listeners.tell();
    return holders;
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
    return directory.find(agentId).stream().flatMap(this::desired).toList();
  }

  /** One version of each script, also where a canary ends meanwhile. */
  private Stream<Desired> desired(Agent agent) {
    List<Desired> canaries = rollouts.on(agent);
    Set<UUID> tried =
        canaries.stream().map(desired -> desired.script().id()).collect(Collectors.toSet());
    return Stream.concat(
        canaries.stream(),
        deployments.all().stream()
            .filter(desired -> !tried.contains(desired.script().id()))
            .filter(desired -> placements.fits(desired.script(), agent)));
  }

  @Override
  public Placement placement(Script script) {
    return rollouts.placement(script);
  }

  @Override
  public List<String> waiting(UUID scriptId) {
    return rollouts.waiting(scriptId);
  }

  @Override
  public Optional<Rollout> rollout(UUID scriptId) {
    return rollouts.newest(scriptId);
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
    return rollouts
        .desired(scriptId)
        .map(Desired::deployment)
        .or(() -> deployments.newest(scriptId));
  }

  @Override
  public AutoCloseable listen(Runnable listener) {
    return listeners.add(listener);
  }

  /**
   * Looks after canaries: replaces agents that have left, and ends what is over. Nothing depends on
   * how often it is called but how soon that is.
   */
  public void checkRollouts() {
    boolean changed;
    synchronized (changes) {
      changed = supervision.check();
    }
    if (changed) {
      listeners.tell();
    }
  }

  private void tick() {
    try {
      checkRollouts();
    } catch (RuntimeException e) {
      log.error("the canaries could not be looked after; this is tried again in a second", e);
    }
  }
}
