// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.execution.AssignmentFiles;
import coral.agent.internal.execution.ExecutionParts;
import coral.agent.internal.execution.Executions;
import coral.agent.internal.execution.FakeSandbox;
import coral.agent.internal.execution.FakeSessions;
import coral.agent.internal.execution.OutboxReports;
import coral.agent.internal.execution.RestartPolicy;
import coral.agent.internal.execution.Scripts;
import coral.agent.internal.execution.TestAgent;
import coral.agent.internal.execution.Timer;
import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.service.AgentHandler;
import coral.agent.internal.wire.LinkWire;
import coral.agent.internal.wire.ScriptWire;
import coral.api.execution.LimitHit;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.api.sandbox.SandboxExit;
import coral.api.script.Script;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.Layer;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link over real connections to a colony that does what the test says. */
class ColonyLinkTest {
  @TempDir Path directory;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final FakeSandbox sandbox = new FakeSandbox();
  private final List<Boolean> welcomed = new CopyOnWriteArrayList<>();
  private final ColonyChannels channels = new ColonyChannels(() -> FakeColony.TOKEN);
  private final Script script = Scripts.daemon("a");
  private final UUID deployment = UUID.randomUUID();
  private volatile int maxConcurrent = 5;
  private FakeColony colony;
  private int port;
  private Outbox outbox;
  private Executions executions;
  private ColonyLink link;

  @BeforeEach
  void start() {
    colony = new FakeColony(0);
    port = colony.port();
    outbox = Outbox.open(directory.resolve("outbox"), 8 << 20);
    executions =
        new Executions(
            new ExecutionParts(
                TestAgent.IDENTITY,
                new OutboxReports(outbox),
                new AssignmentFiles(directory),
                RestartPolicy.DEFAULT,
                Clock.systemUTC(),
                (delay, task) -> () -> {}, // nobody sends heartbeats here
                Runnable::run,
                execution -> QueryUsage.NONE),
            TestAgent.policy(true, 5));
    executions.sandbox(sandbox);
    executions.sessions(new FakeSessions());
    executions.addTriggers("manual", TestAgent.MANUAL);
    link = dial();
    link.dialNow();
    await().until(() -> welcomed.contains(true) && !colony.states.isEmpty());
  }

  private ColonyLink dial() {
    return new ColonyLink(
        new ColonyLink.Parts(
            () -> channels.dial("127.0.0.1:" + port),
            this::hello,
            () ->
                new LinkWire.State(
                    executions.assigned(),
                    List.of("payments"),
                    Map.of("t", 1L),
                    sandbox.info(),
                    QueryReport.NONE,
                    executions.triggerTypes(),
                    ""),
            executions,
            new AgentHandler("agent-1", executions, TestAgent.checks(sandbox), Clock.systemUTC()),
            outbox,
            fast(),
            Clock.systemUTC(),
            new Random(1),
            welcomed::add));
  }

  /** Real time, five times as fast. */
  private Timer fast() {
    return (delay, task) -> {
      var scheduled = clock.schedule(task, delay.toNanos() / 5, TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    };
  }

  private LinkWire.Hello hello() {
    return new LinkWire.Hello(
        TestAgent.IDENTITY,
        "0.1.0",
        "127.0.0.1:9001",
        sandbox.info().version(),
        sandbox.info().tier(),
        maxConcurrent,
        "");
  }

  @AfterEach
  void stop() {
    link.close();
    clock.shutdownNow();
    colony.close();
    channels.close();
    executions.close();
    outbox.close();
  }

  @Test
  void saysWhoItIsAndWhatItSees() {
    AgentHello hello = colony.hellos.getFirst();
    assertThat(hello.getAgentId()).isEqualTo("agent-1");
    assertThat(hello.getHostId()).isEqualTo("host");
    assertThat(hello.getLabelsMap()).containsEntry("region", "eu");
    assertThat(hello.getDenoVersion()).isEqualTo("2.9.6");
    assertThat(hello.getAddress()).isEqualTo("127.0.0.1:9001");
    assertThat(colony.states.getFirst().getServicesList()).containsExactly("payments");
    assertThat(colony.states.getFirst().getTelemetryRowsMap()).containsEntry("t", 1L);
    assertThat(hello.getSandboxTier()).isEqualTo("fake");
    assertThat(colony.states.getFirst().getLayersList())
        .extracting(Layer::getName, Layer::getOn)
        .containsExactly(tuple("deno", true), tuple("namespaces", false));
  }

  @Test
  void runsWhatTheColonyWantsAndReportsIt() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().prints("hello");
    sandbox.last().exits(0);
    await().until(() -> colony.reports.size() == 3);
    assertThat(colony.reports).extracting(Report::getSequence).containsExactly(1L, 2L, 3L);
    assertThat(colony.reports.get(1).getLog().getLine()).isEqualTo("hello");
    assertThat(colony.reports.get(2).getDeploymentId()).isEqualTo(deployment.toString());
    await()
        .untilAsserted(
            () -> {
              AgentState state = colony.states.getLast();
              assertThat(state.getScriptsList()).hasSize(1);
              assertThat(state.getScripts(0).getStatus())
                  .isEqualTo(ScriptStatus.SCRIPT_STATUS_COMPLETED);
              assertThat(state.getScripts(0).getDeploymentId()).isEqualTo(deployment.toString());
            });
    await().until(() -> outbox.waiting() == 0);
  }

  @Test
  void reportsWhatAnExecutionUsedAndRanInto() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().hits = List.of(new LimitHit("memory_limit_mb", "96 MB", 1, true));
    sandbox.last().usage = new SandboxExit.Usage(Duration.ofMillis(1234), 96L << 20);
    sandbox.last().ends(137, SandboxExit.Cause.MEMORY, "too much memory");
    await().until(() -> colony.reports.size() == 2);
    assertThat(colony.reports.getLast().getExecution().getConsumption())
        .isEqualTo(
            Consumption.newBuilder()
                .addHits(
                    coral.proto.agent.v1.LimitHit.newBuilder()
                        .setLimit("memory_limit_mb")
                        .setValue("96 MB")
                        .setCount(1)
                        .setKilled(true))
                .setCpuMs(1234)
                .setPeakMemoryBytes(96L << 20)
                .setQueries(coral.proto.agent.v1.QueryUsage.getDefaultInstance())
                .build());
  }

  @Test
  void changesNothingWhenTheSameStateIsDesiredAgainWithoutTheCode() {
    desire(desired(script, deployment));
    desire(desired(script, deployment));
    desire(desired(script, deployment).clearScript());
    desire(desired(script, UUID.randomUUID()).clearScript());
    await().until(() -> sandbox.started.size() == 2);
    assertThat(sandbox.started.getFirst().killReason).isEqualTo("replaced by version 1");
  }

  @Test
  void withdrawsWhatIsNoLongerDesiredButNotWhatWasDeployedHere() {
    Script local = Scripts.daemon("local");
    executions.assign(local, Optional.empty());
    desire(desired(script, deployment));
    await().until(() -> sandbox.started.size() == 2);
    desire();
    await().until(() -> executions.assigned(script.id()).isEmpty());
    assertThat(sandbox.last().killReason).isEqualTo("stopped by the colony");
    assertThat(executions.assigned(local.id())).isPresent();
  }

  @Test
  void answersTheCallsOfAgentService() {
    request(
        AgentRequest.newBuilder()
            .setId(7)
            .setStatus(GetScriptStatusRequest.newBuilder().setScriptId(script.id().toString())));
    await().until(() -> colony.responses.size() == 1);
    assertThat(colony.responses.getFirst().getId()).isEqualTo(7);
    assertThat(colony.responses.getFirst().getErrorCode()).isEqualTo("NOT_FOUND");
    assertThat(colony.responses.getFirst().getErrorMessage()).contains("knows no script");
  }

  @Test
  void answersOtherRequestsWhileItChecksItsSandbox() throws InterruptedException {
    sandbox.checkMayEnd = new CountDownLatch(1);
    request(AgentRequest.newBuilder().setId(1).setCheck(CheckSandboxRequest.getDefaultInstance()));
    assertThat(sandbox.checking.await(10, TimeUnit.SECONDS)).isTrue();
    request(AgentRequest.newBuilder().setId(2).setCheck(CheckSandboxRequest.getDefaultInstance()));
    await().until(() -> colony.responses.size() == 1);
    assertThat(colony.responses.getFirst().getId()).isEqualTo(2);
    assertThat(colony.responses.getFirst().getErrorMessage()).contains("being checked already");
    sandbox.checkMayEnd.countDown();
    await().until(() -> colony.responses.size() == 2);
    assertThat(colony.responses.getLast().getId()).isEqualTo(1);
    assertThat(colony.responses.getLast().getCheck().getChecksList()).hasSize(1);
  }

  @Test
  void runsOnWithoutItsColonyAndReportsLater() {
    desire(desired(script, deployment));
    await().until(() -> outbox.waiting() == 0 && !colony.reports.isEmpty());
    colony.close();
    await().until(() -> !welcomed.getLast());
    sandbox.last().prints("alone");
    assertThat(sandbox.last().killReason).isNull();

    colony = new FakeColony(port);
    await().until(() -> colony.reports.size() == 1);
    assertThat(colony.reports.getFirst().getLog().getLine()).isEqualTo("alone");
    assertThat(colony.hellos).hasSize(1);
    assertThat(sandbox.started).hasSize(1);
    await().until(() -> !colony.states.isEmpty());
    assertThat(colony.states.getFirst().getScripts(0).getStatus())
        .isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
  }

  @Test
  void sendsAgainWhatWasNotAcknowledgedWhenTheConnectionBroke() {
    colony.acknowledges = false;
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().prints("once");
    await().until(() -> colony.reports.size() == 2);
    List<Report> unacknowledged = List.copyOf(colony.reports);
    colony.close();

    colony = new FakeColony(port);
    await().until(() -> outbox.waiting() == 0);
    assertThat(colony.reports).isEqualTo(unacknowledged);
  }

  @Test
  void sendsManyReportsInOrderOverSeveralBatches() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    for (int i = 0; i < 6000; i++) {
      sandbox.last().prints("line " + i);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> colony.reports.size() == 6001);
    for (int i = 0; i < 6001; i++) {
      assertThat(colony.reports.get(i).getSequence()).isEqualTo(i + 1);
    }
    await().until(() -> outbox.waiting() == 0);
  }

  @Test
  void dialsAtOnceWhenTheColonySaysGoodbye() {
    colony.endGracefully();
    await().until(() -> colony.hellos.size() == 2);
    await().untilAsserted(() -> assertThat(welcomed).containsExactly(true, false, true));
  }

  @Test
  void dialsAtOnceWhenTheColonySaysThatItIsBeingUpdated() {
    colony.endForAnUpdate();
    await().until(() -> colony.hellos.size() == 2);
    await().untilAsserted(() -> assertThat(welcomed).containsExactly(true, false, true));
  }

  @Test
  void dialsAgainWhenWhatItSaidOfItselfHasChanged() {
    maxConcurrent = 3;
    await().until(() -> colony.hellos.size() == 2);
    assertThat(colony.hellos.getLast().getMaxConcurrent()).isEqualTo(3);
  }

  @Test
  void triesAgainWithANewTokenAfterItWasRefused() {
    colony.token = "another";
    colony.endGracefully();
    await().until(() -> !welcomed.getLast());
    colony.token = FakeColony.TOKEN;
    await().until(() -> welcomed.getLast());
  }

  private void request(AgentRequest.Builder request) {
    colony.send(ColonyMessage.newBuilder().setRequest(request));
  }

  private void desire(DesiredScript.Builder... scripts) {
    DesiredState.Builder state = DesiredState.newBuilder();
    List.of(scripts).forEach(state::addScripts);
    colony.send(ColonyMessage.newBuilder().setDesired(state));
  }

  private static DesiredScript.Builder desired(Script script, UUID deployment) {
    return DesiredScript.newBuilder()
        .setScriptId(script.id().toString())
        .setVersion(script.version())
        .setDeploymentId(deployment.toString())
        .setScript(ScriptWire.toWire(script));
  }
}
