// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.agent.Agent;
import coral.api.execution.LogEntry;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkServiceTest {
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
  void welcomesAnAgentAndListsIt() {
    FakeAgent agent = colony.agent("a", "payments").connect();
    assertThat(agent.received.getFirst().getWelcome().getColonyVersion()).isEqualTo("0.1.0");
    assertThat(colony.agents.find("a").orElseThrow())
        .satisfies(
            known -> {
              assertThat(known.connected()).isTrue();
              assertThat(known.services()).containsExactly("payments");
              assertThat(known.telemetryRows()).containsEntry("otel_spans_local", 42L);
              assertThat(known.denoVersion()).isEqualTo("2.9.6");
            });
  }

  @Test
  void countsByItsOwnClockWhenAnAgentWasLastSeen() {
    FakeAgent agent = colony.agent("a").connect();
    for (Duration jump : List.of(Duration.ofDays(1), Duration.ofDays(-2))) {
      colony.clock.advance(jump);
      agent.state();
      await()
          .untilAsserted(
              () ->
                  assertThat(colony.agents.find("a").orElseThrow().lastSeen())
                      .isEqualTo(colony.clock.instant()));
      assertThat(connected("a")).isTrue();
    }
  }

  @Test
  void tellsAnAgentAtOnceWhatItShouldHold() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = deploy("alert", "a()");
    DesiredScript desired = agent.desiredScript();
    assertThat(desired.getScriptId()).isEqualTo(script.id().toString());
    assertThat(desired.getScript().getCode()).isEqualTo("a()");
    colony.deployer.stop(script.id(), "ada");
    agent.awaitNothingDesired();
  }

  @Test
  void sendsNoCodeThatTheAgentHolds() {
    FakeAgent agent = colony.agent("a").connect();
    deploy("alert", "a()");
    agent.holds(agent.desiredScript());
    int before = agent.desiredStates().size();
    agent.state();
    await().until(() -> agent.desiredStates().size() > before);
    assertThat(agent.desiredScript().hasScript()).isFalse();
  }

  @Test
  void sendsManyLargeScriptsInMessagesThatFit() {
    for (int i = 0; i < 5; i++) {
      deploy("large" + i, "x".repeat(1 << 20));
    }
    FakeAgent agent = colony.agent("a").connect();
    for (int held : List.of(2, 4, 5)) {
      DesiredState state = agent.desiredStates().getLast();
      assertThat(state.getScriptsCount()).isEqualTo(5);
      assertThat(state.getSerializedSize()).isLessThan(4 << 20);
      state.getScriptsList().stream().filter(DesiredScript::hasScript).forEach(agent::holds);
      assertThat(agent.held()).hasSize(held);
      int before = agent.desiredStates().size();
      agent.state();
      await().until(() -> agent.desiredStates().size() > before);
    }
    assertThat(agent.desiredStates().getLast().getScriptsList())
        .hasSize(5)
        .noneMatch(DesiredScript::hasScript);
  }

  @Test
  void aServiceThatAppearsBringsItsScripts() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = script("alert", "a()", List.of("payments"), ScriptSettings.DAEMON);
    colony.deployer.deploy(script, "ada", true);
    assertThat(agent.desiredStates().getLast().getScriptsList()).isEmpty();
    agent.sees("payments");
    assertThat(agent.desiredScript().getScript().getName()).isEqualTo("alert");
  }

  @Test
  void aCapabilityThatAppearsBringsItsScriptsAndTakesThemAlong() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = script("alert", "a()", List.of("capability=probes"), ScriptSettings.DAEMON);
    colony.deployer.deploy(script, "ada", true);
    agent.can("db", "probes");
    assertThat(agent.desiredScript().getScript().getName()).isEqualTo("alert");
    assertThat(colony.agents.find("a").orElseThrow().capabilities())
        .containsExactly("db", "probes");
    agent.can("db");
    await().until(() -> agent.desiredStates().getLast().getScriptsList().isEmpty());
  }

  @Test
  void anAgentThatComesBackIsToldAgain() {
    FakeAgent agent = colony.agent("a").connect();
    deploy("alert", "a()");
    agent.desiredScript();
    agent.vanish();
    await().until(() -> !connected("a"));
    agent.connect();
    assertThat(agent.desiredScript().getScript().getCode()).isEqualTo("a()");
    assertThat(connected("a")).isTrue();
  }

  @Test
  void storesReportsOnceHoweverOftenTheyCome() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = deploy("alert", "a()");
    DesiredScript desired = agent.desiredScript();
    agent.running(desired);
    Report one = agent.lineReport(desired, "one");
    Report two = agent.lineReport(desired, "two");
    agent.awaitAcknowledged(agent.send(one));
    agent.awaitAcknowledged(agent.send(one, two));
    assertThat(colony.stores.executions.logs(script.id(), 0))
        .extracting(LogEntry::sequence)
        .containsExactly(2L, 3L);
  }

  @Test
  void dropsAMalformedReportAndKeepsTheOthers() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = deploy("alert", "a()");
    Report good = agent.lineReport(agent.desiredScript(), "good");
    Report bad = good.toBuilder().setExecutionId("nonsense").build();
    Report empty = good.toBuilder().clearReport().setSequence(9).build();
    agent.awaitAcknowledged(agent.send(bad, empty, good));
    assertThat(colony.stores.executions.logs(script.id(), 0)).hasSize(1);
  }

  @Test
  void aDeploymentIsRunningOnceAnAgentReports() {
    FakeAgent agent = colony.agent("a").connect();
    Script script = deploy("alert", "a()");
    agent.running(agent.desiredScript());
    await()
        .until(
            () ->
                colony.deployer.deployment(script.id()).orElseThrow().state()
                    == coral.api.script.DeploymentState.RUNNING);
  }

  @Test
  void theNewerOfTwoProcessesOfOneHostHasTheIdAndTheOlderIsTold() {
    FakeAgent older = colony.agent("a").connect();
    FakeAgent newer = new FakeAgent(colony.channel, "a", "instance-2", List.of()).connect();
    older.awaitControlError("ALREADY_EXISTS: agent id \"a\" is used by another process, on host-1");
    assertThat(colony.agents.find("a").orElseThrow().instanceId()).isEqualTo("instance-2");

    older.open();
    older.say(AgentMessage.newBuilder().setHello(older.hello()).build());
    older.awaitControlError("agent.id in agent.yaml or --agent-id");
    assertThat(connected("a")).isTrue();

    newer.close();
    await().until(() -> !connected("a"));
    older.connect();
    assertThat(colony.agents.find("a").orElseThrow().instanceId()).isEqualTo("instance-1");
  }

  @Test
  void aReconnectionReplacesTheStreamOfTheSameProcess() {
    FakeAgent first = colony.agent("a").connect();
    FakeAgent second = colony.agent("a").connect();
    first.awaitControlError("ALREADY_EXISTS");
    first.connect();
    second.awaitControlError("ALREADY_EXISTS");
    assertThat(connected("a")).isTrue();
  }

  @Test
  void refusesAStreamThatDoesNotBeginWithAHello() {
    FakeAgent agent = colony.agent("a");
    agent.open();
    agent.say(AgentMessage.newBuilder().setState(AgentState.getDefaultInstance()).build());
    agent.awaitControlError("begins with a hello");
    agent.open();
    agent.say(AgentMessage.newBuilder().setHello(agent.hello().clearInstanceId()).build());
    agent.awaitControlError("agent_id and instance_id");
  }

  @Test
  void aSecondHelloEndsTheStreamAndTheConnection() {
    FakeAgent agent = colony.agent("a").connect();
    agent.say(AgentMessage.newBuilder().setHello(agent.hello()).build());
    agent.awaitControlError("one hello");
    await().until(() -> !connected("a"));
  }

  @Test
  void doesNotStartAgainWhatHasCompletedOnAnAgentThatForgotIt() {
    FakeAgent agent = colony.agent("a").connect();
    deploy("alert", "a()");
    DesiredScript desired = agent.desiredScript();
    agent.running(desired);
    agent.completed(desired);
    agent.awaitAcknowledged(2);
    agent.vanish();
    await().until(() -> !connected("a"));
    agent.connect();
    assertThat(agent.desiredStates().getLast().getScriptsList()).isEmpty();
  }

  @Test
  void saysSoWhenItIsBeingUpdated() throws Exception {
    FakeAgent agent = colony.agent("a").connect();
    colony.link.close();
    agent.awaitControlError("UNAVAILABLE: the colony's link is being updated");
    await().until(() -> !connected("a"));
  }

  @Test
  void remembersAgentsOverARestart() throws Exception {
    colony.agent("a", "payments").connect();
    colony.clock.advance(Duration.ofMinutes(5));
    colony.close();
    colony = new TestColony(colony.stores, Duration.ofSeconds(2));
    Agent known = colony.agents.find("a").orElseThrow();
    assertThat(known.connected()).isFalse();
    assertThat(known.services()).containsExactly("payments");
  }

  private boolean connected(String id) {
    return colony.agents.find(id).orElseThrow().connected();
  }

  private Script deploy(String name, String code) {
    Script script = script(name, code, List.of(), ScriptSettings.DAEMON);
    colony.deployer.deploy(script, "ada", true);
    return script;
  }

  private Script script(String name, String code, List<String> targets, ScriptSettings settings) {
    var script =
        new Script(
            UUID.randomUUID(),
            name,
            1,
            code,
            settings,
            targets,
            Trigger.MANUAL,
            Instant.EPOCH,
            "ada",
            false,
            name);
    colony.stores.scripts.save(script);
    return script;
  }
}
