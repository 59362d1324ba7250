// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.script.AuditEntry;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetAgentRequest;
import coral.proto.colony.v1.GetInfoRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.StopRequest;
import coral.proto.colony.v1.ValidateScriptRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ColonyApiTest {
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
  void answersADeploymentWithTheStatusThatAgentsReport() {
    colony.startingAgent("a");
    colony.startingAgent("b");
    DeployScriptResponse response = colony.deploy(TestColony.script("alert", "a()"));
    assertThat(response.getDeployedToList()).containsExactly("a", "b");
    assertThat(response.getVersion()).isEqualTo(1);
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(response.getReason()).isEmpty();
  }

  @Test
  void saysWhatAPendingDeploymentWaitsFor() throws Exception {
    impatient();
    colony.agent("silent").connect();
    DeployScriptResponse response = colony.deploy(TestColony.script("alert", "a()"));
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("not started yet on silent");

    FakeAgent full = colony.agent("full");
    full.onNewScript(
            script -> full.status(script, ScriptStatus.SCRIPT_STATUS_PENDING, "5 of 5 are running"))
        .connect();
    response =
        colony.deploy(TestColony.script("other", "a()").toBuilder().addTargets("full").build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("full: 5 of 5 are running");
  }

  @Test
  void saysThatADeploymentChangedNothing() {
    colony.startingAgent("a");
    DeployScriptResponse first = colony.deploy(TestColony.script("alert", "a()"));
    DeployScriptResponse second = colony.deploy(TestColony.script("alert", "a()"));
    assertThat(second.getUnchanged()).isTrue();
    assertThat(second.getScriptId()).isEqualTo(first.getScriptId());
    assertThat(second.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(colony.deploy(TestColony.script("alert", "b()")).getVersion()).isEqualTo(2);
  }

  @Test
  void namesAgentsThatCannotRunIt() {
    colony.startingAgent("a");
    FakeAgent old = colony.agent("old");
    old.open();
    old.say(
        coral.proto.colony.v1.AgentMessage.newBuilder()
            .setHello(old.hello().setDenoVersion("1.46.3"))
            .build());
    await().until(() -> colony.agents.find("old").isPresent());
    assertThat(colony.deploy(TestColony.script("alert", "a()")).getSkippedList())
        .containsExactly(
            SkippedAgent.newBuilder()
                .setAgentId("old")
                .setReason("it has Deno 1.46.3; scripts need Deno 2.0 or newer")
                .build());
  }

  @Test
  void storesNothingThatCannotBeDeployed() {
    colony.startingAgent("a");
    assertThatThrownBy(() -> colony.deploy(TestColony.script("alert", "bad()")))
        .hasMessageContaining("INVALID_SCRIPT: alert.ts:3:7 TS2322");
    assertThatThrownBy(
            () ->
                colony.deploy(
                    TestColony.script("alert", "a()").toBuilder().addTargets("paymnts").build()))
        .hasMessageContaining("NO_MATCHING_AGENT")
        .hasMessageContaining("\"paymnts\"");
    assertThatThrownBy(() -> colony.deploy(TestColony.script("a b", "a()")))
        .hasMessageContaining("malformed");
    assertThatThrownBy(() -> colony.deploy(TestColony.script("alert", " ")))
        .hasMessageContaining("empty");
    assertThat(colony.stores.scripts.all()).isEmpty();
    assertThat(colony.deploy(TestColony.script("alert", "a()")).getVersion()).isEqualTo(1);
  }

  @Test
  void keepsAScriptPendingWhenAsked() throws Exception {
    impatient();
    var request = DeployRequest.newBuilder().setScript(TestColony.script("alert", "a()"));
    DeployScriptResponse response =
        colony.ask().deployScript(request.setAllowPending(true).build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("no agent matches its targets now");
    colony.startingAgent("late");
    await().until(() -> colony.status("alert") == ScriptStatus.SCRIPT_STATUS_RUNNING);
  }

  @Test
  void doesNotWaitForTheRunOfAScheduledScript() throws Exception {
    colony.agent("a").connect();
    var trigger =
        ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron("*/5 * * * *"));
    DeployScriptResponse response =
        colony.deploy(TestColony.script("nightly", "a()").toBuilder().setTrigger(trigger).build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("it waits for its schedule \"*/5 * * * *\"");
  }

  @Test
  void saysWhatKeepsATriggerFromFiringAsLongAsThatLasts() {
    FakeAgent first = colony.agent("agent-1").connect();
    FakeAgent second = colony.agent("agent-2").connect();
    var trigger =
        ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron("*/5 * * * *"));
    colony.deploy(TestColony.script("nightly", "a()").toBuilder().setTrigger(trigger).build());
    first.holds(first.desiredScript(), "its condition cannot be evaluated: no such table");
    first.state();
    second.holds(second.desiredScript(), "its schedule never comes");
    second.state();
    await()
        .untilAsserted(
            () ->
                assertThat(colony.reason("nightly"))
                    .isEqualTo(
                        "agent-1: its condition cannot be evaluated: no such table;"
                            + " agent-2: its schedule never comes"));

    second.holds(second.desiredScript());
    second.state();
    await()
        .untilAsserted(
            () ->
                assertThat(colony.reason("nightly"))
                    .isEqualTo("agent-1: its condition cannot be evaluated: no such table"));
    first.close();
    await()
        .untilAsserted(
            () ->
                assertThat(colony.reason("nightly"))
                    .isEqualTo("it waits for its schedule \"*/5 * * * *\""));
  }

  @Test
  void passesTriggersAndSettingsOnAsTheyWere() {
    FakeAgent agent = colony.agent("a").connect();
    var trigger =
        ScriptTrigger.newBuilder()
            .setEvent(
                EventTrigger.newBuilder()
                    .setCondition("SELECT 1")
                    .setCheckIntervalSeconds(30)
                    .setLevel(true)
                    .setHoldFor(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                    .setCoolDown(com.google.protobuf.Duration.newBuilder().setNanos(500_000_000)));
    colony.deploy(TestColony.script("alert", "a()").toBuilder().setTrigger(trigger).build());
    Script sent = agent.desiredScript().getScript();
    assertThat(sent.getTrigger()).isEqualTo(trigger.build());
    assertThat(sent.getSettings().getMode())
        .isEqualTo(coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_AD_HOC);
  }

  @Test
  void stopsEverywhereAndWaitsForTheAgents() {
    for (String id : List.of("a", "b")) {
      FakeAgent agent = colony.startingAgent(id);
      agent.onEmpty(
          script -> agent.status(script, ScriptStatus.SCRIPT_STATUS_STOPPED, "stopped by ada"));
    }
    colony.deploy(TestColony.script("alert", "a()"));
    var response =
        colony
            .ask()
            .stopScript(StopRequest.newBuilder().setScript("alert").setRequestedBy("ada").build());
    assertThat(response.getSuccess()).isTrue();
    assertThat(response.getName()).isEqualTo("alert");
    assertThat(response.getStoppedOnList()).containsExactly("a", "b");
    assertThat(colony.status("alert")).isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::actor, AuditEntry::action)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ada", "stop"));
    assertThatThrownBy(
            () -> colony.ask().stopScript(StopRequest.newBuilder().setScript("alert").build()))
        .hasMessageContaining("FAILED_PRECONDITION");
  }

  @Test
  void checksASourceWithoutStoringIt() {
    var request = ValidateScriptRequest.newBuilder().setCode("bad()").setFileName("x.ts");
    assertThat(colony.ask().validateScript(request.build()).getDiagnosticsList())
        .singleElement()
        .satisfies(finding -> assertThat(finding.getFile()).isEqualTo("x.ts"));
    assertThat(colony.ask().validateScript(request.setCode("a()").build()).getDiagnosticsList())
        .isEmpty();
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  @Test
  void showsAgentsAndItself() {
    colony.agent("a", "payments").connect();
    colony.agent("b").connect().vanish();
    await().until(() -> !colony.agents.find("b").orElseThrow().connected());
    var agents = colony.ask().listAgents(ListAgentsRequest.getDefaultInstance()).getAgentsList();
    assertThat(agents).extracting(coral.proto.colony.v1.Agent::getId).containsExactly("a", "b");
    assertThat(agents).extracting(agent -> agent.getConnected()).containsExactly(true, false);
    assertThat(
            colony
                .ask()
                .getAgent(GetAgentRequest.newBuilder().setAgentId("a").build())
                .getServicesList())
        .containsExactly("payments");
    assertThatThrownBy(
            () -> colony.ask().getAgent(GetAgentRequest.newBuilder().setAgentId("c").build()))
        .hasMessageContaining("no agent has the id \"c\"; the agents are a, b");
    var info = colony.ask().getInfo(GetInfoRequest.getDefaultInstance());
    assertThat(info.getAgentsConnected()).isEqualTo(1);
    assertThat(info.getDenoVersion()).isEqualTo("2.9.6");
  }

  private void impatient() throws Exception {
    colony.close();
    colony = new TestColony(new FakeStores(), Duration.ofMillis(100));
  }
}
