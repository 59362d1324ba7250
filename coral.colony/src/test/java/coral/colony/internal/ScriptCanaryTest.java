// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.api.execution.Execution;
import coral.api.script.AuditEntry;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ApproveRequest;
import coral.proto.colony.v1.Canary;
import coral.proto.colony.v1.CanaryFailure;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.PromoteRequest;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.RolloutStatus;
import coral.proto.colony.v1.RolloutStatus.Stage;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.StopRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that go to one of three agents first. */
class ScriptCanaryTest {
  private static final List<String> AGENTS = List.of("a", "b", "c");
  private TestColony colony;
  private final Map<String, FakeAgent> agents = new LinkedHashMap<>();

  @BeforeEach
  void open() throws Exception {
    connect(new TestColony());
  }

  private void connect(TestColony opened) {
    colony = opened;
    AGENTS.forEach(id -> agents.put(id, colony.startingAgent(id)));
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void promotesItselfAfterItsTime() {
    deploy("a()");
    DeployScriptResponse answer = canary("b()");
    assertThat(answer.getVersion()).isEqualTo(2);
    assertThat(answer.getDeployedToList()).hasSize(1);
    assertThat(answer.getWaitingAgentsList()).hasSize(2);
    assertThat(answer.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    String agent = answer.getDeployedTo(0);
    check();
    assertThat(colony.reason("alert"))
        .isEqualTo(
            "canary of version 2 on %s (2 agents wait) until 2026-01-02T03:05:05Z"
                .formatted(agent));
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_CANARY);
    assertThat(rollout().getCanaryAgentsList()).containsExactly(agent);
    assertThat(rollout().getWaitingAgentsList())
        .containsExactlyElementsOf(answer.getWaitingAgentsList());
    assertThat(rollout().getPreviousVersion()).isEqualTo(1);
    assertThat(AGENTS).allMatch(id -> version(id) == (id.equals(agent) ? 2 : 1));

    colony.clock.advance(Duration.ofSeconds(60));
    check();
    await().until(() -> AGENTS.stream().allMatch(id -> version(id) == 2));
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_PROMOTED);
    assertThat(rollout().hasEndedAt()).isTrue();
    assertThat(rollout().getWaitingAgentsList()).isEmpty();
    await().until(() -> colony.summary("alert").getAgentsCount() == 3);
    assertThat(colony.reason("alert")).isEmpty();
    assertThat(audit(1)).containsExactly(tuple("colony", "promote", "alert v2"));
  }

  @Test
  void haltsOnAFailureAndSaysWhyEverywhere() {
    deploy("a()");
    String agent = canary("b()").getDeployedTo(0);
    String failed = fail(agent, "exited with code 1");
    check();
    await().until(() -> AGENTS.stream().allMatch(id -> version(id) == 1));
    String why = "agent %s, execution %s: exited with code 1".formatted(agent, failed);
    assertThat(colony.summary("alert").getVersion()).isEqualTo(1);
    assertThat(colony.reason("alert")).startsWith("roll-out of version 2 was halted: " + why);
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_HALTED);
    assertThat(rollout().getReason()).isEqualTo(why);
    assertThat(rollout().getFailuresList())
        .containsExactly(
            CanaryFailure.newBuilder()
                .setAgentId(agent)
                .setExecutionId(failed)
                .setReason("exited with code 1")
                .build());
    var detail = colony.ask().getScript(GetScriptRequest.newBuilder().setScript("alert").build());
    assertThat(detail.getSummary().getReason()).startsWith("roll-out of version 2 was halted");
    assertThat(history(0).getRollout().getReason()).isEqualTo(why);
    assertThat(history(0).hasStoppedAt()).isTrue();
    assertThat(history(1).hasRollout()).isFalse();
    assertThat(audit(1)).containsExactly(tuple("colony", "halt", "alert v2"));
    assertThat(colony.stores.scripts.audit(1).getFirst().detail()).isEqualTo(why);
    assertThatThrownBy(this::promote)
        .hasMessageContaining("FAILED_PRECONDITION: script \"alert\" has no canary under way")
        .hasMessageContaining(why);
  }

  @Test
  void losesTheScriptWhereThereWasNoVersionBefore() {
    String agent = canary("a()").getDeployedTo(0);
    assertThat(AGENTS.stream().filter(id -> !id.equals(agent)))
        .allMatch(id -> agents.get(id).desiredStates().getLast().getScriptsCount() == 0);
    fail(agent, "exited with code 1");
    check();
    agents.get(agent).awaitNothingDesired();
    assertThat(colony.status("alert")).isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
    assertThat(colony.reason("alert")).startsWith("roll-out of version 1 was halted: agent");
  }

  @Test
  void showsAFailureAndGoesOnUnlessItIsToHalt() {
    deploy("a()");
    String agent = deploy("b()", Canary.newBuilder().setAgents(1)).getDeployedTo(0);
    fail(agent, "exited with code 1");
    check();
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_CANARY);
    assertThat(colony.reason("alert")).contains("failed during the canary: agent " + agent);
    colony.clock.advance(Duration.ofSeconds(60));
    check();
    await().until(() -> AGENTS.stream().allMatch(id -> version(id) == 2));
    assertThat(rollout().getFailuresCount()).isEqualTo(1);
    assertThat(colony.reason("alert")).startsWith("failed during the canary: agent " + agent);
  }

  @Test
  void goesOnAfterTheColonyWasRestartedInTheMiddle() throws Exception {
    deploy("a()");
    String agent = canary("b()").getDeployedTo(0);
    check();
    colony.clock.advance(Duration.ofSeconds(30));
    var now = colony.clock.instant();
    colony.close();
    connect(new TestColony(colony.stores, Duration.ofSeconds(2), now));
    assertThat(rollout().getCanaryAgentsList()).containsExactly(agent);
    assertThat(AGENTS).allMatch(id -> version(id) == (id.equals(agent) ? 2 : 1));
    colony.clock.advance(Duration.ofSeconds(29));
    check();
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_CANARY);
    colony.clock.advance(Duration.ofSeconds(1));
    check();
    await().until(() -> AGENTS.stream().allMatch(id -> version(id) == 2));
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_PROMOTED);
  }

  @Test
  void givesAgentsThatAppearTheOlderVersionAndReplacesOneThatLeaves() throws Exception {
    deploy("a()");
    String agent = canary("b()").getDeployedTo(0);
    agents.put("d", colony.startingAgent("d"));
    assertThat(version("d")).isEqualTo(1);
    agents.get(agent).close();
    await().until(() -> !colony.agents.find(agent).orElseThrow().connected());
    colony.clock.advance(Duration.ofSeconds(31));
    check();
    String next = rollout().getCanaryAgents(0);
    assertThat(next).isNotEqualTo(agent);
    await().until(() -> version(next) == 2);
  }

  @Test
  void promotesWhenAskedTo() {
    deploy("a()");
    canary("b()");
    DeployScriptResponse answer = promote();
    assertThat(answer.getVersion()).isEqualTo(2);
    assertThat(answer.getDeployedToList()).isEqualTo(AGENTS);
    assertThat(answer.getWaitingAgentsList()).isEmpty();
    assertThat(AGENTS).allMatch(id -> version(id) == 2);
    assertThat(rollout().getReason()).isEqualTo("by bob");
    assertThat(audit(1)).containsExactly(tuple("bob", "promote", "alert v2"));
  }

  @Test
  void stopsTheCanaryWithTheScript() {
    deploy("a()");
    canary("b()");
    var stop = StopRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    assertThat(colony.ask().stopScript(stop).getStoppedOnList()).isEqualTo(AGENTS);
    agents.values().forEach(FakeAgent::awaitNothingDesired);
    assertThat(rollout().getReason()).isEqualTo("stopped by bob");
  }

  @Test
  void rollsBackToTheVersionThatTheOtherAgentsKept() {
    deploy("a()");
    canary("b()");
    var request = RollbackRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    assertThat(colony.ask().rollbackScript(request).getVersion()).isEqualTo(1);
    await().until(() -> AGENTS.stream().allMatch(id -> version(id) == 1));
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_HALTED);
  }

  @Test
  void rollsBackPastAVersionThatWasHalted() {
    deploy("a()");
    fail(canary("b()").getDeployedTo(0), "exited with code 1");
    check();
    deploy("c()");
    var request = RollbackRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    assertThat(colony.ask().rollbackScript(request).getVersion()).isEqualTo(1);
  }

  @Test
  void givesWayToTheNextDeployment() {
    deploy("a()");
    canary("b()");
    assertThat(deploy("b()").getUnchanged()).isTrue();
    assertThat(deploy("c()").getDeployedToList()).isEqualTo(AGENTS);
    assertThat(AGENTS).allMatch(id -> version(id) == 3);
    assertThat(colony.summary("alert").hasRollout()).isFalse();
    assertThat(history(1).getRollout().getReason()).isEqualTo("version 3 takes its place");
  }

  @Test
  void beginsOnceItsVersionIsApproved() {
    deploy("a()");
    var script = TestColony.script("alert", "b()").toBuilder();
    script.getSettingsBuilder().addCapabilities("probes.write");
    var request = DeployRequest.newBuilder().setScript(script).setCanary(halting());
    assertThat(colony.ask().deployScript(request.build()).getPendingApproval()).isTrue();
    assertThat(colony.summary("alert").hasRollout()).isFalse();
    var approve = ApproveRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    DeployScriptResponse approved = colony.ask().approveScript(approve);
    assertThat(approved.getDeployedToList()).hasSize(1);
    assertThat(approved.getWaitingAgentsList()).hasSize(2);
    assertThat(rollout().getStage()).isEqualTo(Stage.STAGE_CANARY);
  }

  @Test
  void refusesACanaryThatIsNone() {
    assertThatThrownBy(() -> deploy("a()", Canary.newBuilder()))
        .hasMessageContaining("INVALID_ARGUMENT: the canary has no size");
    assertThatThrownBy(() -> deploy("a()", Canary.newBuilder().setPercent(0)))
        .hasMessageContaining("INVALID_ARGUMENT: canary 0% is out of range");
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  private DeployScriptResponse deploy(String code) {
    return colony.deploy(TestColony.script("alert", code));
  }

  private DeployScriptResponse canary(String code) {
    return deploy(code, halting());
  }

  private static Canary.Builder halting() {
    return Canary.newBuilder().setPercent(10).setHaltOnFailure(true);
  }

  private DeployScriptResponse deploy(String code, Canary.Builder canary) {
    return colony
        .ask()
        .deployScript(
            DeployRequest.newBuilder()
                .setScript(TestColony.script("alert", code))
                .setCanary(canary)
                .build());
  }

  private DeployScriptResponse promote() {
    var request = PromoteRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    return colony.ask().promoteScript(request);
  }

  private void check() {
    colony.deployer.checkRollouts();
  }

  /** What runs there fails; its id once the colony knows. */
  private String fail(String agentId, String reason) {
    FakeAgent agent = agents.get(agentId);
    agent.status(agent.desiredScript(), ScriptStatus.SCRIPT_STATUS_FAILED, reason);
    UUID deployment = UUID.fromString(agent.desiredScript().getDeploymentId());
    await().until(() -> !colony.stores.executions.firstFailed(deployment).isEmpty());
    Execution failed = colony.stores.executions.firstFailed(deployment).getFirst();
    return failed.id().toString();
  }

  private int version(String agentId) {
    return agents.get(agentId).desiredScript().getVersion();
  }

  private RolloutStatus rollout() {
    return colony.summary("alert").getRollout();
  }

  /** The only deployment of the version at that place, newest first. */
  private ScriptDeployment history(int place) {
    var request = GetScriptHistoryRequest.newBuilder().setScript("alert").build();
    return colony.ask().getScriptHistory(request).getVersions(place).getDeployments(0);
  }

  private List<org.assertj.core.groups.Tuple> audit(int newest) {
    return colony.stores.scripts.audit(newest).stream()
        .map((AuditEntry entry) -> tuple(entry.actor(), entry.action(), entry.subject()))
        .toList();
  }
}
