// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.api.script.AuditEntry;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ApproveRequest;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.RejectRequest;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.ScriptSummary;
import coral.proto.colony.v1.ScriptVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that no agent gets before an operator has approved them. */
class ScriptApprovalTest {
  private TestColony colony;
  private FakeAgent agent;

  @BeforeEach
  void open() throws Exception {
    connect(new TestColony());
  }

  private void connect(TestColony opened) {
    colony = opened;
    agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void sendsAgentsNothingOfAVersionBeforeItIsApproved() {
    DeployScriptResponse waits = probing("a()");
    assertThat(waits.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(waits.getReason()).isEqualTo(waitsFor(1));
    assertThat(waits.getPendingApproval()).isTrue();
    assertThat(waits.getDeployedToList()).isEmpty();
    // What is deployed after it arrives, and it did not arrive before.
    deploy("other", "b()", List.of());
    await().until(() -> sentVersions("other").equals(List.of(1)));
    assertThat(sentVersions("alert")).isEmpty();
    assertThat(summary().getPendingApproval().getCapabilitiesList())
        .containsExactly("probes.write");
    assertThat(summary().getAgentsList()).isEmpty();

    DeployScriptResponse approved = approve(0);
    assertThat(approved.getVersion()).isEqualTo(1);
    assertThat(approved.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(approved.getDeployedToList()).containsExactly("a");
    assertThat(approved.getPendingApproval()).isFalse();
    assertThat(sentVersions("alert")).containsExactly(1);
    assertThat(summary().hasPendingApproval()).isFalse();
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
        .containsExactly(tuple("bob", "approve", "alert v1"));
    assertThat(history().getFirst().getApproval().getDecidedBy()).isEqualTo("bob");
  }

  @Test
  void goesOnWithTheOlderVersionAlsoAfterARestartUntilTheNewOneIsApproved() throws Exception {
    deploy("alert", "a()", List.of());
    probing("b()");
    assertThat(summary().getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(summary().getVersion()).isEqualTo(1);
    assertThat(summary().getReason()).isEqualTo(waitsFor(2));
    assertThat(detailReason()).isEqualTo(waitsFor(2));
    assertThat(list("pending")).extracting(ScriptSummary::getName).containsExactly("alert");

    colony.close();
    connect(new TestColony(colony.stores, Duration.ofSeconds(2)));
    assertThat(summary().getPendingApproval().getVersion()).isEqualTo(2);
    assertThat(agent.desiredScript().getVersion()).isEqualTo(1);
    approve(2);
    await().until(() -> agent.desiredScript().getVersion() == 2);
    assertThat(list("pending")).isEmpty();
  }

  @Test
  void rejectsAndSaysWhyWhileTheOlderVersionGoesOn() {
    deploy("alert", "a()", List.of());
    probing("b()");
    assertThatThrownBy(() -> reject(""))
        .hasMessageContaining("INVALID_ARGUMENT: a rejection needs a reason");
    assertThat(reject("too broad")).isEqualTo(2);
    assertThat(summary().getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(summary().getReason()).isEmpty();
    assertThat(sentVersions("alert")).containsOnly(1);
    assertThat(history().getFirst().getApproval().getReason()).isEqualTo("too broad");
    assertThatThrownBy(() -> approve(2))
        .hasMessageContaining(
            "FAILED_PRECONDITION: version 2 of script \"alert\" does not wait for approval: it is stopped");
  }

  @Test
  void saysWhyAScriptIsStoppedThatWasRejected() {
    probing("a()");
    reject("too broad");
    assertThat(summary().getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
    assertThat(summary().getReason()).isEqualTo("version 1 was rejected by bob: too broad");
  }

  @Test
  void tellsWhatWaitsFromWhatIsDeployedInTheHistory() {
    deploy("alert", "a()", List.of());
    probing("b()");
    assertThat(history())
        .extracting(version -> version.getDeployments(0).getPendingApproval())
        .containsExactly(true, false);
    assertThat(history()).noneMatch(ScriptVersion::hasApproval);
  }

  @Test
  void rollsBackPastAVersionThatWasRejected() {
    deploy("alert", "a()", List.of());
    probing("b()");
    reject("too broad");
    deploy("alert", "c()", List.of());
    var request = RollbackRequest.newBuilder().setScript("alert").setRequestedBy("bob").build();
    assertThat(colony.ask().rollbackScript(request).getVersion()).isEqualTo(1);
  }

  @Test
  void refusesASingleRunThatWouldHaveToWait() {
    var request = RunScriptRequest.newBuilder().setScript(script("run", "a()", "probes.write"));
    assertThatThrownBy(() -> colony.ask().runScript(request.build()).hasNext())
        .hasMessageContaining("FAILED_PRECONDITION: a single run cannot wait for the approval");
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  private static String waitsFor(int version) {
    return "waits for approval of version %d (capabilities: probes.write): coral script approve alert"
        .formatted(version);
  }

  private DeployScriptResponse probing(String code) {
    return deploy("alert", code, List.of("probes.write"));
  }

  private DeployScriptResponse deploy(String name, String code, List<String> capabilities) {
    Script script = script(name, code, capabilities.toArray(String[]::new));
    return colony.ask().deployScript(DeployRequest.newBuilder().setScript(script).build());
  }

  private static Script script(String name, String code, String... capabilities) {
    return Script.newBuilder()
        .setName(name)
        .setCode(code)
        .setSettings(ScriptSettings.newBuilder().addAllCapabilities(List.of(capabilities)))
        .setCreatedBy("ada")
        .build();
  }

  private DeployScriptResponse approve(int version) {
    var request = ApproveRequest.newBuilder().setScript("alert").setVersion(version);
    return colony.ask().approveScript(request.setRequestedBy("bob").build());
  }

  private int reject(String reason) {
    var request = RejectRequest.newBuilder().setScript("alert").setReason(reason);
    return colony.ask().rejectScript(request.setRequestedBy("bob").build()).getVersion();
  }

  private ScriptSummary summary() {
    return list("all").stream()
        .filter(script -> script.getName().equals("alert"))
        .findFirst()
        .orElseThrow();
  }

  private List<ScriptSummary> list(String status) {
    return colony
        .ask()
        .listScripts(ListScriptsRequest.newBuilder().setStatus(status).build())
        .getScriptsList();
  }

  private String detailReason() {
    var request = GetScriptRequest.newBuilder().setScript("alert").build();
    return colony.ask().getScript(request).getSummary().getReason();
  }

  private List<ScriptVersion> history() {
    var request = GetScriptHistoryRequest.newBuilder().setScript("alert").build();
    return colony.ask().getScriptHistory(request).getVersionsList();
  }

  /** Versions of a script that the agent was ever told of, each once. */
  private List<Integer> sentVersions(String name) {
    String id = colony.stores.scripts.newestByName(name).orElseThrow().id().toString();
    return agent.desiredStates().stream()
        .flatMap(state -> state.getScriptsList().stream())
        .filter(script -> script.getScriptId().equals(id))
        .map(DesiredScript::getVersion)
        .distinct()
        .toList();
  }
}
