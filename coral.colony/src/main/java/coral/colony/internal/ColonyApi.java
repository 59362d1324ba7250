// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ExecutionStore;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.api.script.ScriptValidator;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.StopScriptResponse;
import coral.proto.colony.v1.ApproveRequest;
import coral.proto.colony.v1.ArchiveRequest;
import coral.proto.colony.v1.ArchiveResponse;
import coral.proto.colony.v1.CheckAgentRequest;
import coral.proto.colony.v1.ColonyInfo;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeleteResponse;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.ExplainTargetsResponse;
import coral.proto.colony.v1.GetAgentRequest;
import coral.proto.colony.v1.GetInfoRequest;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.ListAgentsResponse;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.PromoteRequest;
import coral.proto.colony.v1.RejectRequest;
import coral.proto.colony.v1.RejectResponse;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.StopRequest;
import coral.proto.colony.v1.StreamEventsRequest;
import coral.proto.colony.v1.StreamLogsRequest;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.proto.colony.v1.ValidateScriptResponse;
import io.grpc.BindableService;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What front ends ask of a colony. */
@Component(
    configurationPid = "coral.colony.api",
    service = BindableService.class,
    property = "coral.endpoint=colony")
public final class ColonyApi extends ColonyServiceGrpc.ColonyServiceImplBase {
  private final ColonyParts parts;
  private final Clock clock;
  private final String version;
  private final Instant startedAt;
  private final ScriptViews views;
  private final TargetViews targets;
  private final Deploying deploying;
  private final DryRuns dryRuns;
  private final Approving approving;
  private final AgentCalls calls;
  private final Set<ScriptRun> runs = ConcurrentHashMap.newKeySet();
  private final ResultStreams streams;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("coral-colony-runs").factory());

  @Activate
  public ColonyApi(
      BundleContext context,
      @Reference(name = "registry") ScriptRegistry registry,
      @Reference(name = "validator") ScriptValidator validator,
      @Reference(name = "scripts") ScriptStore scripts,
      @Reference(name = "executions") ExecutionStore executions,
      @Reference(name = "deployer") Deployer deployer,
      @Reference(name = "agents") LiveAgents agents,
      @Reference(name = "results") Results results,
      @Reference(name = "triggers") TriggerChecks triggers) {
    this(
        new ColonyParts(
            registry, validator, scripts, executions, deployer, agents, results, triggers),
        ColonyVersion.of(context),
        Duration.ofSeconds(2),
        Clock.systemUTC());
  }

  ColonyApi(ColonyParts parts, String version, Duration patience, Clock clock) {
    this.parts = parts;
    this.version = version;
    this.clock = clock;
    startedAt = clock.instant();
    views = new ScriptViews(parts);
    targets = new TargetViews(parts);
    calls = new AgentCalls(parts.agents(), AgentCalls.LIMIT);
    dryRuns = new DryRuns(parts, calls, clock);
    deploying = new Deploying(parts, views, patience);
    approving = new Approving(parts, deploying);
    streams = new ResultStreams(parts);
    var _ = timer.scheduleWithFixedDelay(this::checkRuns, 5, 5, TimeUnit.SECONDS);
  }

  @Override
  public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
    answer(out, deploying.deploy(request));
  }

  @Override
  public void validateScript(
      ValidateScriptRequest request, StreamObserver<ValidateScriptResponse> out) {
    String file = request.getFileName().isBlank() ? "script.ts" : request.getFileName();
    var findings = parts.registry().validate(request.getCode(), file);
    answer(
        out,
        ValidateScriptResponse.newBuilder()
            .addAllDiagnostics(findings.stream().map(Wire::diagnostic).toList())
            .build());
  }

  @Override
  public void dryRunScript(DryRunRequest request, StreamObserver<DryRunReport> out) {
    CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    ((ServerCallStreamObserver<DryRunReport>) out).setOnCancelHandler(() -> gone.complete(null));
    answer(out, dryRuns.run(request, gone));
  }

  @Override
  public void listScripts(ListScriptsRequest request, StreamObserver<ListScriptsResponse> out) {
    answer(out, views.list(request));
  }

  @Override
  public void getScript(GetScriptRequest request, StreamObserver<ScriptDetail> out) {
    ResultStreams.checkTail(request.getTail());
    answer(out, views.detail(request));
  }

  @Override
  public void explainTargets(
      ExplainTargetsRequest request, StreamObserver<ExplainTargetsResponse> out) {
    answer(out, targets.explain(request));
  }

  @Override
  public void getScriptHistory(GetScriptHistoryRequest request, StreamObserver<ScriptHistory> out) {
    answer(out, ScriptHistories.of(parts.registry().find(request.getScript()), parts.scripts()));
  }

  @Override
  public void rollbackScript(RollbackRequest request, StreamObserver<DeployScriptResponse> out) {
    answer(out, deploying.rollBack(request));
  }

  @Override
  public void promoteScript(PromoteRequest request, StreamObserver<DeployScriptResponse> out) {
    answer(out, deploying.promote(request));
  }

  @Override
  public void stopScript(StopRequest request, StreamObserver<StopScriptResponse> out) {
    answer(out, deploying.stop(request));
  }

  @Override
  public void approveScript(ApproveRequest request, StreamObserver<DeployScriptResponse> out) {
    answer(out, approving.approve(request));
  }

  @Override
  public void rejectScript(RejectRequest request, StreamObserver<RejectResponse> out) {
    answer(out, approving.reject(request));
  }

  @Override
  public void archiveScript(ArchiveRequest request, StreamObserver<ArchiveResponse> out) {
    answer(out, deploying.archive(request));
  }

  @Override
  public void deleteScript(DeleteRequest request, StreamObserver<DeleteResponse> out) {
    DeleteResponse deleted = deploying.delete(request);
    streams.deleted(UUID.fromString(deleted.getScriptId()), deleted.getName());
    answer(out, deleted);
  }

  @Override
  public void streamLogs(StreamLogsRequest request, StreamObserver<ScriptLogEntry> out) {
    streams.logs(request, out);
  }

  @Override
  public void streamEvents(StreamEventsRequest request, StreamObserver<EventEntry> out) {
    streams.events(request, out);
  }

  @Override
  public void runScript(RunScriptRequest request, StreamObserver<RunScriptUpdate> out) {
    ScriptDraft draft = RunName.own(Wire.draft(request.getScript(), request.getFileName(), true));
    Script script = deploying.register(draft, false);
    var run =
        new ScriptRun(
            script, parts, clock, (ServerCallStreamObserver<RunScriptUpdate>) out, this::ended);
    runs.add(run);
    run.start(outcome -> deploying.answer(script, outcome));
  }

  void checkRuns() {
    runs.forEach(ScriptRun::check);
  }

  /** Elsewhere than on the thread that ended it, which may be one that takes in reports. */
  private void ended(ScriptRun run) {
    runs.remove(run);
    timer.execute(run::stopEverywhere);
  }

  @Override
  public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsResponse> out) {
    answer(
        out,
        ListAgentsResponse.newBuilder()
            .addAllAgents(parts.agents().agents().stream().map(LinkWire::agent).toList())
            .build());
  }

  @Override
  public void getAgent(GetAgentRequest request, StreamObserver<coral.proto.colony.v1.Agent> out) {
    answer(out, LinkWire.agent(calls.find(request.getAgentId())));
  }

  @Override
  public void checkAgent(CheckAgentRequest request, StreamObserver<CheckSandboxResponse> out) {
    answer(out, calls.check(request.getAgentId()));
  }

  @Override
  public void getInfo(GetInfoRequest request, StreamObserver<ColonyInfo> out) {
    long connected = parts.agents().agents().stream().filter(Agent::connected).count();
    long scripts = parts.scripts().all().stream().filter(script -> !script.adHoc()).count();
    answer(
        out,
        ColonyInfo.newBuilder()
            .setVersion(version)
            .setAgentsConnected(Math.toIntExact(connected))
            .setScripts(Math.toIntExact(scripts))
            .setDenoVersion(parts.validator().runtimeVersion())
            .setStartedAt(Wire.timestamp(startedAt))
            .build());
  }

  @Deactivate
  void close() {
    var why =
        new CoralException(
            ErrorCode.UNAVAILABLE, "the colony is being updated; ask again in a second");
    streams.end(why);
    runs.forEach(run -> run.end(why));
    timer.shutdown();
  }

  private static <T> void answer(StreamObserver<T> out, CompletableFuture<T> answer) {
    var _ =
        answer.whenComplete(
            (message, failure) -> {
              if (failure == null) {
                answer(out, message);
              } else {
                out.onError(AgentCalls.cause(failure));
              }
            });
  }

  private static <T> void answer(StreamObserver<T> out, T message) {
    out.onNext(message);
    out.onCompleted();
  }
}
