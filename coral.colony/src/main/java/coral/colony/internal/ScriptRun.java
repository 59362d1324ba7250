// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.agent.Deployer;
import coral.api.agent.Deployer.Outcome;
import coral.api.error.CoralException;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import coral.api.script.Script;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.RunScriptUpdate;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ad hoc run, from its deployment to the last agent's result. The script is stopped everywhere
 * when the run ends, also when it ends because the reader has gone.
 */
final class ScriptRun implements Results.Sink {
  private static final Logger log = LoggerFactory.getLogger(ScriptRun.class);

  /** What an agent may take beyond the script's time limit, and may be away, before it is lost. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Script script;
  private final Deployer deployer;
  private final AgentDirectory directory;
  private final Clock clock;
  private final Results.Subscription subscription;
  private final PacedStream<RunScriptUpdate> out;
  private final Consumer<ScriptRun> onEnd;

  // Guarded by this.
  private final Map<String, Instant> deadlines = new TreeMap<>();
  private final Map<String, List<Report>> early = new HashMap<>();
  private UUID deploymentId = new UUID(0, 0);
  private boolean deployed;
  private boolean over;

  /** For use within the call's method, before it returns. */
  ScriptRun(
      Script script,
      ColonyParts parts,
      Clock clock,
      ServerCallStreamObserver<RunScriptUpdate> observer,
      Consumer<ScriptRun> onEnd) {
    this.script = script;
    this.deployer = parts.deployer();
    this.directory = parts.agents();
    this.clock = clock;
    this.onEnd = onEnd;
    out = new PacedStream<>(observer, this::finish, why -> finish());
    subscription = parts.results().subscribe(script.id(), this);
  }

  /** Deploys; what agents report from here on goes out after {@code answer}. */
  void start(Function<Outcome, DeployScriptResponse> answer) {
    Outcome outcome;
    try {
      outcome = deployer.deploy(script, script.createdBy(), false);
    } catch (CoralException e) {
      end(e);
      return;
    }
    var deployedUpdate = RunScriptUpdate.newBuilder().setDeployed(answer.apply(outcome)).build();
    synchronized (this) {
      Instant silent = clock.instant().plus(GRACE);
      outcome.placement().agents().forEach(agent -> deadlines.put(agent, silent));
      deploymentId = outcome.deployment().id();
      deployed = true;
      out.offer(deployedUpdate);
      early.forEach(this::take);
      early.clear();
    }
    completeIfDone();
  }

  @Override
  public void onReports(String agentId, List<Report> reports) {
    synchronized (this) {
      if (!deployed) {
        early.computeIfAbsent(agentId, id -> new ArrayList<>()).addAll(reports);
        return;
      }
      take(agentId, reports);
    }
    completeIfDone();
  }

  private void take(String agentId, List<Report> reports) {
    for (Report report : reports) {
      if (report.fact() instanceof Report.Status(Execution execution)) {
        if (execution.deploymentId().filter(deploymentId::equals).isPresent()) {
          take(execution);
        }
      } else {
        out.offer(
            RunScriptUpdate.newBuilder()
                .setLog(Wire.logEntry(Wire.logEntry(agentId, report)))
                .build());
      }
    }
  }

  private void take(Execution execution) {
    if (!deadlines.containsKey(execution.agentId())) {
      return;
    }
    ScriptExecution wire = Wire.execution(execution).build();
    if (execution.status().terminal()) {
      deadlines.remove(execution.agentId());
      out.offer(RunScriptUpdate.newBuilder().setFinished(wire).build());
    } else if (execution.status() == ExecutionStatus.PENDING) {
      deadlines.put(execution.agentId(), Instant.MAX);
      if (!execution.reason().isEmpty()) {
        out.offer(RunScriptUpdate.newBuilder().setWaiting(wire).build());
      }
    } else {
      Duration limit =
          script.settings().timeout().orElseGet(script.settings().mode()::defaultTimeout);
      deadlines.put(execution.agentId(), clock.instant().plus(limit).plus(GRACE));
    }
  }

  /** Gives up on agents that are over their time or have been away for too long. */
  void check() {
    synchronized (this) {
      Instant now = clock.instant();
      List<String> lost =
          deadlines.entrySet().stream()
              .filter(agent -> agent.getValue().isBefore(now) || isGone(agent.getKey(), now))
              .map(Map.Entry::getKey)
              .toList();
      for (String agent : lost) {
        deadlines.remove(agent);
        out.offer(RunScriptUpdate.newBuilder().setFinished(lost(agent)).build());
      }
    }
    completeIfDone();
  }

  private boolean isGone(String agentId, Instant now) {
    return directory
        .find(agentId)
        .filter(agent -> !agent.connected())
        .map(Agent::lastSeen)
        .filter(seen -> seen.plus(GRACE).isBefore(now))
        .isPresent();
  }

  private ScriptExecution lost(String agentId) {
    return ScriptExecution.newBuilder()
        .setScriptId(script.id().toString())
        .setAgentId(agentId)
        .setVersion(script.version())
        .setStatus(ScriptStatus.SCRIPT_STATUS_FAILED)
        .setCompletedAt(Wire.timestamp(clock.instant()))
        .setReason("the agent is gone or silent, so its result is unknown")
        .setExitCode(1)
        .build();
  }

  private void completeIfDone() {
    synchronized (this) {
      if (!deployed || over || !deadlines.isEmpty()) {
        return;
      }
    }
    finish();
    out.complete();
  }

  /** Ends the run with an error for its reader. */
  void end(CoralException why) {
    finish();
    out.fail(why);
  }

  private void finish() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    subscription.close();
    onEnd.accept(this);
  }

  /** Takes the script away from all agents; nothing to do where it is not deployed. */
  void stopEverywhere() {
    try {
      deployer.stop(script.id(), script.createdBy());
    } catch (CoralException e) {
      log.debug("run of {} ends: {}", script.name(), e.sentence());
    }
  }
}
