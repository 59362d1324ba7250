// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

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
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.api.script.Script;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A link over real connections to a colony that does what the test says. */
abstract class LinkTest {
  @TempDir Path directory;
  final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  final FakeSandbox sandbox = new FakeSandbox();
  final List<Boolean> welcomed = new CopyOnWriteArrayList<>();
  final ColonyChannels channels = new ColonyChannels(() -> FakeColony.TOKEN);
  final Script script = Scripts.daemon("a");
  final UUID deployment = UUID.randomUUID();
  volatile int maxConcurrent = 5;
  FakeColony colony;
  int port;
  Outbox outbox;
  Executions executions;
  ColonyLink link;

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

  ColonyLink dial() {
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
                    List.of("db"),
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
  Timer fast() {
    return (delay, task) -> {
      var scheduled = clock.schedule(task, delay.toNanos() / 5, TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    };
  }

  LinkWire.Hello hello() {
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

  void request(AgentRequest.Builder request) {
    colony.send(ColonyMessage.newBuilder().setRequest(request));
  }

  void desire(DesiredScript.Builder... scripts) {
    DesiredState.Builder state = DesiredState.newBuilder();
    List.of(scripts).forEach(state::addScripts);
    colony.send(ColonyMessage.newBuilder().setDesired(state));
  }

  static DesiredScript.Builder desired(Script script, UUID deployment) {
    return DesiredScript.newBuilder()
        .setScriptId(script.id().toString())
        .setVersion(script.version())
        .setDeploymentId(deployment.toString())
        .setScript(ScriptWire.toWire(script));
  }
}
