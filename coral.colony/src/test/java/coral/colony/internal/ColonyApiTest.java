// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.script.AuditEntry;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.GetAgentRequest;
import coral.proto.colony.v1.GetInfoRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ScriptSummary;
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
    startingAgent("a");
    startingAgent("b");
    DeployScriptResponse response = deploy(script("alert", "a()"));
    assertThat(response.getDeployedToList()).containsExactly("a", "b");
    assertThat(response.getVersion()).isEqualTo(1);
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(response.getReason()).isEmpty();
  }

  @Test
  void saysWhatAPendingDeploymentWaitsFor() throws Exception {
    impatient();
    colony.agent("silent").connect();
    DeployScriptResponse response = deploy(script("alert", "a()"));
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("not started yet on silent");

    FakeAgent full = colony.agent("full");
    full.onNewScript(
            script -> full.status(script, ScriptStatus.SCRIPT_STATUS_PENDING, "5 of 5 are running"))
        .connect();
    response = deploy(script("other", "a()").toBuilder().addTargets("full").build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("full: 5 of 5 are running");
  }

  @Test
  void saysThatADeploymentChangedNothing() {
    startingAgent("a");
    DeployScriptResponse first = deploy(script("alert", "a()"));
    DeployScriptResponse second = deploy(script("alert", "a()"));
    assertThat(second.getUnchanged()).isTrue();
    assertThat(second.getScriptId()).isEqualTo(first.getScriptId());
    assertThat(second.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(deploy(script("alert", "b()")).getVersion()).isEqualTo(2);
  }

  @Test
  void namesAgentsThatCannotRunIt() {
    startingAgent("a");
    FakeAgent old = colony.agent("old");
    old.open();
    old.say(
        coral.proto.colony.v1.AgentMessage.newBuilder()
            .setHello(old.hello().setDenoVersion("1.46.3"))
            .build());
    await().until(() -> colony.agents.find("old").isPresent());
    assertThat(deploy(script("alert", "a()")).getSkippedList())
        .containsExactly(
            SkippedAgent.newBuilder()
                .setAgentId("old")
                .setReason("it has Deno 1.46.3; scripts need Deno 2.0 or newer")
                .build());
  }

  @Test
  void storesNothingThatCannotBeDeployed() {
    startingAgent("a");
    assertThatThrownBy(() -> deploy(script("alert", "bad()")))
        .hasMessageContaining("INVALID_SCRIPT: alert.ts:3:7 TS2322");
    assertThatThrownBy(
            () -> deploy(script("alert", "a()").toBuilder().addTargets("paymnts").build()))
        .hasMessageContaining("NO_MATCHING_AGENT")
        .hasMessageContaining("\"paymnts\"");
    assertThatThrownBy(() -> deploy(script("a b", "a()"))).hasMessageContaining("malformed");
    assertThatThrownBy(() -> deploy(script("alert", " "))).hasMessageContaining("empty");
    assertThat(colony.stores.scripts.all()).isEmpty();
    assertThat(deploy(script("alert", "a()")).getVersion()).isEqualTo(1);
  }

  @Test
  void keepsAScriptPendingWhenAsked() throws Exception {
    impatient();
    var request = DeployRequest.newBuilder().setScript(script("alert", "a()"));
    DeployScriptResponse response =
        colony.ask().deployScript(request.setAllowPending(true).build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("no agent matches its targets now");
    startingAgent("late");
    await().until(() -> status("alert") == ScriptStatus.SCRIPT_STATUS_RUNNING);
  }

  @Test
  void doesNotWaitForTheRunOfAScheduledScript() throws Exception {
    colony.agent("a").connect();
    var trigger =
        ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron("*/5 * * * *"));
    DeployScriptResponse response =
        deploy(script("nightly", "a()").toBuilder().setTrigger(trigger).build());
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(response.getReason()).isEqualTo("it waits for its schedule \"*/5 * * * *\"");
  }

  @Test
  void saysWhatKeepsATriggerFromFiringAsLongAsThatLasts() {
    FakeAgent first = colony.agent("agent-1").connect();
    FakeAgent second = colony.agent("agent-2").connect();
    var trigger =
        ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron("*/5 * * * *"));
    deploy(script("nightly", "a()").toBuilder().setTrigger(trigger).build());
    first.holds(first.desiredScript(), "its condition cannot be evaluated: no such table");
    first.state();
    second.holds(second.desiredScript(), "its schedule never comes");
    second.state();
    await()
        .untilAsserted(
            () ->
                assertThat(reason("nightly"))
                    .isEqualTo(
                        "agent-1: its condition cannot be evaluated: no such table;"
                            + " agent-2: its schedule never comes"));

    second.holds(second.desiredScript());
    second.state();
    await()
        .untilAsserted(
            () ->
                assertThat(reason("nightly"))
                    .isEqualTo("agent-1: its condition cannot be evaluated: no such table"));
    first.close();
    await()
        .untilAsserted(
            () ->
                assertThat(reason("nightly"))
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
    deploy(script("alert", "a()").toBuilder().setTrigger(trigger).build());
    Script sent = agent.desiredScript().getScript();
    assertThat(sent.getTrigger()).isEqualTo(trigger.build());
    assertThat(sent.getSettings().getMode())
        .isEqualTo(coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_AD_HOC);
  }

  @Test
  void stopsEverywhereAndWaitsForTheAgents() {
    for (String id : List.of("a", "b")) {
      FakeAgent agent = startingAgent(id);
      agent.onEmpty(
          script -> agent.status(script, ScriptStatus.SCRIPT_STATUS_STOPPED, "stopped by ada"));
    }
    deploy(script("alert", "a()"));
    var response =
        colony
            .ask()
            .stopScript(StopRequest.newBuilder().setScript("alert").setRequestedBy("ada").build());
    assertThat(response.getSuccess()).isTrue();
    assertThat(response.getName()).isEqualTo("alert");
    assertThat(response.getStoppedOnList()).containsExactly("a", "b");
    assertThat(status("alert")).isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::actor, AuditEntry::action)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ada", "stop"));
    assertThatThrownBy(
            () -> colony.ask().stopScript(StopRequest.newBuilder().setScript("alert").build()))
        .hasMessageContaining("FAILED_PRECONDITION");
  }

  @Test
  void listsDeployedScriptsNewestFirstAndByStatus() {
    FakeAgent agent = startingAgent("a");
    deploy(script("first", "a()"));
    deploy(script("second", "b()"));
    DesiredScript second = agent.desired("second");
    agent.completed(second);
    await().until(() -> status("second") == ScriptStatus.SCRIPT_STATUS_COMPLETED);
    assertThat(list("")).extracting(ScriptSummary::getName).containsExactly("second", "first");
    assertThat(list("ALL")).hasSize(2);
    assertThat(list("running"))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getName()).isEqualTo("first");
              assertThat(summary.getAgentsList()).containsExactly("a");
              assertThat(summary.getTrigger()).isEqualTo("manual");
              assertThat(summary.getCreatedBy()).isEqualTo("ada");
            });
    assertThatThrownBy(() -> list("sleeping")).hasMessageContaining("\"sleeping\"");
  }

  @Test
  void showsAScriptWithItsExecutionsOutputAndLogs() {
    FakeAgent agent = startingAgent("a");
    deploy(script("alert", "a()"));
    DesiredScript script = agent.desired("alert");
    for (int i = 1; i <= 12; i++) {
      agent.line(script, "line " + i);
    }
    agent.event(script, "alert", "{\"p99\":1}");
    agent.status(script, ScriptStatus.SCRIPT_STATUS_FAILED, "exit code 1");
    await().until(() -> status("alert") == ScriptStatus.SCRIPT_STATUS_FAILED);

    var detail = colony.ask().getScript(GetScriptRequest.newBuilder().setScript("alert").build());
    assertThat(detail.getScript().getCode()).isEqualTo("a()");
    assertThat(detail.getSummary().getReason()).isEqualTo("a: exit code 1");
    ScriptExecution execution = detail.getExecutions(0);
    assertThat(execution.getStdout()).startsWith("line 1\n").endsWith("line 12\n");
    assertThat(execution.getEvents(0).getData()).isEqualTo("{\"p99\":1}");
    assertThat(execution.getExitCode()).isEqualTo(1);
    assertThat(detail.getRecentLogsList()).hasSize(10);
    ScriptLogEntry event = detail.getRecentLogs(9);
    assertThat(event.getStream()).isEqualTo("event");
    assertThat(event.getLine())
        .isEqualTo("{\"name\":\"alert\",\"severity\":\"critical\",\"data\":{\"p99\":1}}");
  }

  @Test
  void tellsWhatAnExecutionUsedAndRanInto() {
    FakeAgent agent = startingAgent("a");
    deploy(script("alert", "a()"));
    Consumption consumption =
        Consumption.newBuilder()
            .addHits(
                LimitHit.newBuilder()
                    .setLimit("script.max_lines_per_second")
                    .setValue("500 lines/s")
                    .setCount(12_345))
            .addHits(
                LimitHit.newBuilder()
                    .setLimit("memory_limit_mb")
                    .setValue("96 MB")
                    .setCount(1)
                    .setKilled(true))
            .setQuarantined(true)
            .setCpuMs(1234)
            .setPeakMemoryBytes(96L << 20)
            .setQueries(QueryUsage.newBuilder().setDone(3).setRows(7).setInjected(2).setCpuUs(900))
            .build();
    agent.status(
        agent.desired("alert"), ScriptStatus.SCRIPT_STATUS_FAILED, "too much memory", consumption);
    GetScriptRequest request = GetScriptRequest.newBuilder().setScript("alert").build();
    await().until(() -> status("alert") == ScriptStatus.SCRIPT_STATUS_FAILED);
    assertThat(colony.ask().getScript(request).getExecutionsList())
        .extracting(ScriptExecution::getConsumption)
        .containsExactly(consumption);
  }

  @Test
  void keepsAnAnswerWithMuchOutputWithinAMessage() {
    FakeAgent agent = startingAgent("a");
    deploy(script("alert", "x".repeat(1 << 20)));
    DesiredScript script = agent.desired("alert");
    String wide = "é".repeat(8_000);
    for (int i = 0; i < 300; i++) {
      agent.event(script, "alert", '"' + wide + '"');
      agent.line(script, wide);
    }
    agent.awaitAcknowledged(601);
    var detail =
        colony
            .ask()
            .getScript(GetScriptRequest.newBuilder().setScript("alert").setTail(500).build());
    assertThat(detail.getSerializedSize()).isLessThan(4 << 20);
    assertThat(detail.getRecentLogsList()).isNotEmpty();
    assertThat(detail.getExecutions(0).getStdout()).hasSizeGreaterThan(50_000);
  }

  @Test
  void showsOldVersionsAndSaysWhichThereAre() {
    startingAgent("a");
    deploy(script("alert", "a()"));
    deploy(script("alert", "b()"));
    var request = GetScriptRequest.newBuilder().setScript("alert");
    assertThat(colony.ask().getScript(request.setVersion(1).build()).getScript().getCode())
        .isEqualTo("a()");
    assertThatThrownBy(() -> colony.ask().getScript(request.setVersion(3).build()))
        .hasMessageContaining("no version 3; its versions are 1 to 2");
    assertThatThrownBy(() -> colony.ask().getScript(request.setTail(-1).build()))
        .hasMessageContaining("tail -1 is negative");
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

  /** An agent that reports each script as running once it is told of it. */
  private FakeAgent startingAgent(String id) {
    FakeAgent agent = colony.agent(id);
    return agent.onNewScript(agent::running).connect();
  }

  private DeployScriptResponse deploy(Script script) {
    return colony.ask().deployScript(DeployRequest.newBuilder().setScript(script).build());
  }

  private ScriptStatus status(String name) {
    return summary(name).getStatus();
  }

  private String reason(String name) {
    return summary(name).getReason();
  }

  private ScriptSummary summary(String name) {
    return list("").stream()
        .filter(summary -> summary.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<ScriptSummary> list(String status) {
    return colony
        .ask()
        .listScripts(ListScriptsRequest.newBuilder().setStatus(status).build())
        .getScriptsList();
  }

  private static Script script(String name, String code) {
    return Script.newBuilder().setName(name).setCode(code).setCreatedBy("ada").build();
  }
}
