// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ColonyWelcome;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.BindableService;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Where agents connect. */
@Component(
    configurationPid = "coral.colony.link",
    service = BindableService.class,
    property = "coral.endpoint=colony")
public final class LinkService extends AgentLinkGrpc.AgentLinkImplBase {
  private final LiveAgents agents;
  private final Deployer deployer;
  private final Results results;
  private final LastRuns lastRuns;
  private final DesiredStates desiredStates;
  private final ColonyWelcome welcome;
  private final Set<ControlSession> controls = ConcurrentHashMap.newKeySet();
  private final Set<ReportSession> reports = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final AutoCloseable listening;

  /** Sends changes, so that whoever caused one does not wait for all agents. */
  private final ExecutorService push =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("coral-colony-push").factory());

  @Activate
  public LinkService(
      BundleContext context,
      @Reference(name = "agents") LiveAgents agents,
      @Reference(name = "deployer") Deployer deployer,
      @Reference(name = "results") Results results,
      @Reference(name = "executions") ExecutionStore executions) {
    this(agents, deployer, results, executions, ColonyVersion.of(context));
  }

  LinkService(
      LiveAgents agents,
      Deployer deployer,
      Results results,
      ExecutionStore executions,
      String version) {
    this.agents = agents;
    this.deployer = deployer;
    this.results = results;
    lastRuns = new LastRuns(executions);
    desiredStates = new DesiredStates(deployer, lastRuns);
    welcome = ColonyWelcome.newBuilder().setColonyVersion(version).build();
    listening = deployer.listen(this::changed);
  }

  @Override
  public StreamObserver<AgentMessage> control(StreamObserver<ColonyMessage> out) {
    var session =
        new ControlSession(
            agents,
            desiredStates,
            welcome,
            (ServerCallStreamObserver<ColonyMessage>) out,
            controls::remove);
    controls.add(session);
    return session;
  }

  @Override
  public StreamObserver<ReportBatch> report(StreamObserver<ReportAck> out) {
    var session =
        new ReportSession(
            results,
            (agentId, status) -> reported(agentId, status.execution()),
            (ServerCallStreamObserver<ReportAck>) out,
            reports::remove);
    reports.add(session);
    return session;
  }

  private void reported(String agentId, Execution execution) {
    execution
        .deploymentId()
        .ifPresent(
            deployment -> {
              lastRuns.reported(deployment, agentId, execution.status());
              deployer.started(deployment);
            });
  }

  /** Any number of changes while one is being sent come to one more. */
  private void changed() {
    if (refreshing.compareAndSet(false, true)) {
      push.execute(
          () -> {
            refreshing.set(false);
            controls.forEach(ControlSession::refresh);
          });
    }
  }

  @Deactivate
  void close() throws Exception {
    listening.close();
    push.shutdownNow();
    var why =
        new CoralException(
            ErrorCode.UNAVAILABLE, "the colony's link is being updated; connect again at once");
    controls.forEach(session -> session.end(why));
    reports.forEach(session -> session.end(why));
  }
}
