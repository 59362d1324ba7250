// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final Redeployment redeployment;
  private final Approvals approvals;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
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
    redeployment = new Redeployment(executions);
    var audit = new AuditTrail(scripts, clock);
    starts = new Starts(deployments, rollouts, placements, audit, clock);
    stops = new Stops(scripts, executions, deployments, rollouts, placements, audit, clock);
    var choice = new CanaryChoice(directory, placements, now);
    var verdict = new CanaryVerdict(executions, directory, choice, now);
    supervision = new Supervision(rollouts, starts, verdict, clock);
    approvals = new Approvals(scripts, starts, audit, clock, consent);
    directoryListening = directory.listen(this::changed);
  }

  @Modified
  void modified(ConsentConfig config) {
    approvals.set(Consent.of(config));
  }

  @Deactivate
  void close() throws Exception {
    timer.shutdown();
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
    placements.checkTargets(script);
    Outcome outcome;
    synchronized (changes) {
      Optional<Desired> active = deployments.active(script.id());
      Optional<Desired> present = rollouts.desired(script.id()).or(() -> active);
      if (present.isPresent() && redeployment.changesNothing(present.get(), script)) {
        approvals.withdraw(script, actor);
        return new Outcome(present.get().deployment(), placement(script), true);
      }
      if (active.isPresent() && redeployment.changesNothing(active.get(), script)) {
        approvals.withdraw(script, actor);
        outcome = starts.goBack(action, active.get(), actor);
      } else {
        Placement placement = check(script, allowPending);
        String from =
            present
                .filter(older -> !action.equals("deploy"))
                .map(older -> "from v" + older.script().version() + " ")
                .orElse("");
        Optional<Outcome> waits = approvals.request(action, script, canary, actor, from);
        if (waits.isPresent()) {
          return waits.get();
        }
        Desired desired = Deployments.created(script, actor, clock.instant());
        outcome = starts.start(action, desired, placement, canary, actor, from);
      }
    }
    changed();
    return outcome;
  }

  @Override
  public Outcome promote(UUID scriptId, String actor) {
    Outcome outcome;
    synchronized (changes) {
      outcome = starts.promote(scriptId, actor);
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
      outcome = approvals.approve(scriptId, version, actor);
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
    List<String> holders;
    synchronized (changes) {
      holders = stops.stop(scriptId, actor, approvals.stop(scriptId, actor));
    }
    changed();
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
    return directory.find(agentId).stream()
        .flatMap(
            agent ->
                Stream.concat(
                    rollouts.on(agent),
                    deployments.all().stream()
                        .filter(desired -> placements.fits(desired.script(), agent))
                        .filter(desired -> !rollouts.replaces(desired.script().id(), agent))))
        .toList();
  }

  @Override
  public Placement placement(Script script) {
    return rollouts.placement(script).orElseGet(() -> placements.of(script));
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
    listeners.add(listener);
    return () -> listeners.remove(listener);
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
      changed();
    }
  }

  private void tick() {
    try {
      checkRollouts();
    } catch (RuntimeException e) {
      log.error("the canaries could not be looked after; this is tried again in a second", e);
    }
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
