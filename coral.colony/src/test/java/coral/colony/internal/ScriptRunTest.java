// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.proto.colony.v1.ScriptSummary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptRunTest {
  private TestColony colony;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void streamsWhatTheScriptWritesAndEndsWithItsResult() {
    FakeAgent agent = colony.agent("a");
    agent
        .onNewScript(
            script -> {
              agent.running(script);
              agent.line(script, "hello");
              agent.event(script, "alert", "{}");
              agent.completed(script);
            })
        .connect();
    var run = run("check");
    await().until(() -> run.end != null);
    assertThat(run.end.isOk()).isTrue();
    assertThat(run.received)
        .extracting(RunScriptUpdate::getUpdateCase)
        .containsExactly(
            RunScriptUpdate.UpdateCase.DEPLOYED,
            RunScriptUpdate.UpdateCase.LOG,
            RunScriptUpdate.UpdateCase.LOG,
            RunScriptUpdate.UpdateCase.FINISHED);
    assertThat(run.received.getFirst().getDeployed().getDeployedToList()).containsExactly("a");
    assertThat(run.received.getLast().getFinished())
        .satisfies(
            finished -> {
              assertThat(finished.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_COMPLETED);
              assertThat(finished.getExitCode()).isZero();
              assertThat(finished.hasCompletedAt()).isTrue();
            });
    agent.awaitNothingDesired();
    assertThat(summary("check"))
        .satisfies(
            summary -> {
              assertThat(summary.getName()).matches("check\\.[0-9a-f]{8}");
              assertThat(summary.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_COMPLETED);
            });
  }

  @Test
  void waitsForEachAgent() {
    FakeAgent first = colony.agent("a");
    first
        .onNewScript(
            script -> {
              first.running(script);
              first.completed(script);
            })
        .connect();
    FakeAgent second = colony.agent("b");
    second.onNewScript(second::running).connect();
    var run = run("check");
    await().until(() -> finished(run).size() == 1);
    assertThat(run.end).isNull();
    second.status(second.desiredScript(), ScriptStatus.SCRIPT_STATUS_FAILED, "it threw an error");
    await().until(() -> run.end != null);
    assertThat(finished(run))
        .extracting(ScriptExecution::getAgentId)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(finished(run).getLast().getReason()).isEqualTo("it threw an error");
  }

  @Test
  void isStoppedEverywhereWhenTheReaderLeaves() {
    FakeAgent agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
    var run = run("check");
    await().until(() -> !run.received.isEmpty());
    agent.desiredScript();
    run.cancel();
    agent.awaitNothingDesired();
    await().until(() -> colony.results.followers() == 0);
  }

  @Test
  void twoRunsOfOneScriptDoNotDisturbEachOther() {
    FakeAgent agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
    var first = run("check");
    var second = run("check");
    await().until(() -> agent.desiredStates().getLast().getScriptsCount() == 2);
    agent.completed(agent.desiredStates().getLast().getScripts(0));
    await().until(() -> first.end != null || second.end != null);
    assertThat(first.end == null || second.end == null).isTrue();
    agent.completed(agent.desiredScript());
    await().until(() -> first.end != null && second.end != null);
  }

  @Test
  void doesNotTouchADeployedScriptOfTheSameName() {
    FakeAgent agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
    var deployed = Script.newBuilder().setName("check").setCode("daemon()");
    var _ =
        colony
            .ask()
            .deployScript(
                coral.proto.colony.v1.DeployRequest.newBuilder().setScript(deployed).build());
    var run = run("check");
    await().until(() -> agent.desiredStates().getLast().getScriptsCount() == 2);
    run.cancel();
    await().until(() -> agent.desiredStates().getLast().getScriptsCount() == 1);
    assertThat(list(false)).extracting(ScriptSummary::getName).containsExactly("check");
    assertThat(list(false).getFirst().getVersion()).isEqualTo(1);
  }

  @Test
  void tellsWhatAPendingRunWaitsFor() {
    FakeAgent agent = colony.agent("a");
    agent
        .onNewScript(
            script ->
                agent.status(script, ScriptStatus.SCRIPT_STATUS_PENDING, "5 of 5 are running"))
        .connect();
    var run = run("check");
    await().until(() -> run.received.stream().anyMatch(RunScriptUpdate::hasWaiting));
    assertThat(run.received.getLast().getWaiting().getReason()).isEqualTo("5 of 5 are running");
    colony.clock.advance(Duration.ofHours(1));
    colony.api.checkRuns();
    assertThat(run.end).isNull();
    run.cancel();
  }

  @Test
  void givesUpOnAnAgentThatWentAway() {
    FakeAgent agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
    var run = run("check");
    await().until(() -> !run.received.isEmpty());
    agent.vanish();
    await().until(() -> !colony.agents.find("a").orElseThrow().connected());
    colony.clock.advance(Duration.ofSeconds(29));
    colony.api.checkRuns();
    assertThat(finished(run)).isEmpty();
    colony.clock.advance(Duration.ofSeconds(2));
    colony.api.checkRuns();
    await().until(() -> run.end != null);
    assertThat(finished(run))
        .singleElement()
        .satisfies(
            finished -> {
              assertThat(finished.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_FAILED);
              assertThat(finished.getReason()).contains("its result is unknown");
            });
  }

  @Test
  void givesUpOnAnAgentThatNeverStartsIt() {
    colony.agent("a").connect();
    var run = run("check");
    await().until(() -> !run.received.isEmpty());
    colony.clock.advance(Duration.ofSeconds(31));
    colony.api.checkRuns();
    await().until(() -> run.end != null);
    assertThat(finished(run)).hasSize(1);
  }

  @Test
  void refusesWhatCannotRun() {
    var nobody = run("check");
    await().until(() -> nobody.end != null);
    assertThat(nobody.end.getDescription()).contains("NO_MATCHING_AGENT");
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  private Reader<RunScriptRequest, RunScriptUpdate> run(String name) {
    var reader = new Reader<RunScriptRequest, RunScriptUpdate>(true);
    var source = Script.newBuilder().setName(name).setCode("main()").setCreatedBy("ada");
    ColonyServiceGrpc.newStub(colony.channel)
        .runScript(RunScriptRequest.newBuilder().setScript(source).build(), reader);
    return reader;
  }

  private static List<ScriptExecution> finished(Reader<?, RunScriptUpdate> run) {
    return run.received.stream()
        .filter(RunScriptUpdate::hasFinished)
        .map(RunScriptUpdate::getFinished)
        .toList();
  }

  private ScriptSummary summary(String name) {
    return list(true).stream()
        .filter(summary -> summary.getName().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private List<ScriptSummary> list(boolean adHoc) {
    return colony
        .ask()
        .listScripts(ListScriptsRequest.newBuilder().setIncludeAdHoc(adHoc).build())
        .getScriptsList();
  }
}
