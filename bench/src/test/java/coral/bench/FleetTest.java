// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ColonyWelcome;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over the network, against a colony that wants one script on each agent. */
class FleetTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final FakeColony colony = new FakeColony();
  private Server server;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(colony)
            .build()
            .start();
    fleet = new Fleet("127.0.0.1:" + server.getPort(), "token", 3);
  }

  @AfterEach
  void end() {
    fleet.close();
    server.shutdownNow();
  }

  @Test
  void greetsWithLabelsAndServicesAndRunsWhatIsDesired() throws Exception {
    FirstTimes running = running();
    fleet.connect();

    var _ = running.awaitAll(3, System.nanoTime(), LIMIT);

    assertThat(colony.hellos)
        .extracting(AgentHello::getAgentId)
        .containsExactlyInAnyOrder("sim-0001", "sim-0002", "sim-0003");
    assertThat(colony.hellos)
        .allSatisfy(hello -> assertThat(hello.getLabelsMap()).containsKeys("region", "zone"));
    assertThat(colony.services).contains("payments", "checkout", "search");
    assertThat(fleet.losses()).isZero();
  }

  @Test
  void connectsAgainAndRepeatsWhatWasNotAcknowledged() throws Exception {
    colony.refuseReports.set(true);
    FirstTimes running = running();
    fleet.connect();

    var _ = running.awaitAll(3, System.nanoTime(), LIMIT);

    assertThat(fleet.losses()).isPositive();
    assertThat(colony.hellos).hasSizeGreaterThan(3);
    assertThat(fleet.unacknowledged()).isZero();
    assertThat(colony.stored)
        .as("each agent's PENDING and RUNNING, none twice")
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  private FirstTimes running() {
    FirstTimes running = new FirstTimes("running");
    fleet.tell(
        new SimulatedAgent.Listener() {
          @Override
          public void stored(String agent, Report report, long nanos) {
            if (report.getExecution().getStatus() == ScriptStatus.SCRIPT_STATUS_RUNNING) {
              running.note(agent);
            }
          }
        });
    return running;
  }

  private static final class FakeColony extends AgentLinkGrpc.AgentLinkImplBase {
    private static final DesiredState DESIRED =
        DesiredState.newBuilder()
            .addScripts(
                DesiredScript.newBuilder()
                    .setScriptId("script")
                    .setVersion(1)
                    .setDeploymentId("deployment")
                    .setScript(Script.newBuilder().setCode("1")))
            .build();

    private final List<AgentHello> hellos = new CopyOnWriteArrayList<>();
    private final List<String> services = new CopyOnWriteArrayList<>();
    private final List<Report> stored = new CopyOnWriteArrayList<>();

    /** The next report stream ends with its first batch. */
    private final AtomicBoolean refuseReports = new AtomicBoolean();

    @Override
    public StreamObserver<AgentMessage> control(StreamObserver<ColonyMessage> out) {
      return new Ended<>() {
        @Override
        public void onNext(AgentMessage message) {
          if (message.hasHello()) {
            hellos.add(message.getHello());
            out.onNext(
                ColonyMessage.newBuilder().setWelcome(ColonyWelcome.getDefaultInstance()).build());
          } else {
            services.addAll(message.getState().getServicesList());
            out.onNext(ColonyMessage.newBuilder().setDesired(DESIRED).build());
          }
        }
      };
    }

    @Override
    public StreamObserver<ReportBatch> report(StreamObserver<ReportAck> out) {
      return new Ended<>() {
        private boolean refused;

        @Override
        public void onNext(ReportBatch batch) {
          if (refused) {
            return;
          }
          refused = refuseReports.getAndSet(false);
          if (refused) {
            out.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
          }
          stored.addAll(batch.getReportsList());
          out.onNext(ReportAck.newBuilder().setBatchId(batch.getBatchId()).build());
        }
      };
    }
  }

  private abstract static class Ended<T> implements StreamObserver<T> {
    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
