// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.api.script.AuditEntry;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ArchiveRequest;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptSummary;
import coral.proto.colony.v1.ScriptVersion;
import coral.proto.colony.v1.StopRequest;
import coral.proto.colony.v1.StreamLogsRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a script after its first deployment. */
class ScriptLifeTest {
  private TestColony colony;
  private FakeAgent agent;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
    agent = colony.agent("a");
    agent
        .onNewScript(agent::running)
        .onEmpty(script -> agent.status(script, ScriptStatus.SCRIPT_STATUS_STOPPED, "stopped"))
        .connect();
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void tellsAllVersionsNewestFirstAndWhenEachWasDeployed() {
    deploy("é()");
    deploy("b()");
    ScriptHistory history = history("alert");
    assertThat(history.getName()).isEqualTo("alert");
    assertThat(history.getVersionsList())
        .extracting(ScriptVersion::getVersion)
        .containsExactly(2, 1);
    ScriptVersion first = history.getVersions(1);
    assertThat(first.getCreatedBy()).isEqualTo("ada");
    assertThat(first.getCreatedAt().getSeconds()).isPositive();
    assertThat(first.getSha256()).hasSize(64).isNotEqualTo(history.getVersions(0).getSha256());
    assertThat(first.getCodeBytes()).isEqualTo(4);
    assertThat(first.getTrigger()).isEqualTo("manual");
    assertThat(first.getTargetsList()).isEmpty();
    assertThat(first.getDeploymentsList())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.getDeployedBy()).isEqualTo("ada");
              assertThat(deployment.hasStoppedAt()).isTrue();
            });
    assertThat(history.getVersions(0).getDeploymentsList())
        .singleElement()
        .matches(deployment -> !deployment.hasStoppedAt());

    stop();
    deploy("b()");
    assertThat(history("alert").getVersions(0).getDeploymentsList())
        .extracting(ScriptDeployment::hasStoppedAt)
        .containsExactly(false, true);
  }

  @Test
  void hasNoHistoryOfAScriptThatIsNotThere() {
    assertThatThrownBy(() -> history("alert"))
        .hasMessageContaining("NOT_FOUND: no script has the id or name \"alert\"");
  }

  @Test
  void rollsBackToTheVersionThatWasDeployedBefore() {
    deploy("a()");
    deploy("b()");
    deploy("c()");
    DeployScriptResponse response = rollBack(0);
    assertThat(response.getVersion()).isEqualTo(2);
    assertThat(response.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(response.getDeployedToList()).containsExactly("a");
    assertThat(response.getUnchanged()).isFalse();
    await().until(() -> agent.desiredScript().getVersion() == 2);
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject, AuditEntry::detail)
        .containsExactly(tuple("bob", "rollback", "alert v2", "from v3 to a"));
    assertThat(history("alert").getVersionsCount()).isEqualTo(3);
    assertThat(deploy("d()").getVersion()).isEqualTo(4);
  }

  @Test
  void rollsBackToTheVersionThatIsNamedAlsoWhenStopped() {
    deploy("a()");
    deploy("b()");
    deploy("c()");
    stop();
    assertThat(rollBack(1).getVersion()).isEqualTo(1);
    assertThat(rollBack(1).getUnchanged()).isTrue();
    assertThat(rollBack(0).getVersion()).isEqualTo(3);
  }

  @Test
  void refusesToRollBackToNothing() {
    assertThatThrownBy(() -> rollBack(1)).hasMessageContaining("NOT_FOUND: no script");
    deploy("a()");
    assertThatThrownBy(() -> rollBack(0))
        .hasMessageContaining("FAILED_PRECONDITION: no version of script \"alert\" but 1 was ever")
        .hasMessageContaining("its only version is 1");
    deploy("b()");
    for (int version : List.of(3, -1)) {
      assertThatThrownBy(() -> rollBack(version))
          .hasMessageContaining("NOT_FOUND")
          .hasMessageContaining("no version " + version + "; its versions are 1 to 2");
    }
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::action)
        .containsExactly("deploy");
  }

  @Test
  void leavesArchivedScriptsOutOfListsUntilTheyAreDeployedAgain() {
    deploy("a()");
    assertThatThrownBy(this::archive)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("stop it first");
    stop();
    assertThat(archive()).isEqualTo("alert");
    assertThat(list(false)).isEmpty();
    assertThat(list(true))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getArchived()).isTrue();
              assertThat(summary.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
              assertThat(summary.getReason()).isEqualTo("archived");
            });
    assertThat(deploy("a()").getVersion()).isEqualTo(1);
    assertThat(list(false)).singleElement().matches(summary -> !summary.getArchived());
    stop();
    archive();
    assertThat(deploy("b()").getVersion()).isEqualTo(2);
    assertThat(list(false)).hasSize(1);
  }

  @Test
  void deletesAScriptAndKeepsTheAuditEntry() {
    deploy("a()");
    assertThatThrownBy(this::delete)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("stop it first");
    stop();
    archive();
    assertThat(delete()).isEqualTo("alert");
    assertThat(list(true)).isEmpty();
    assertThatThrownBy(() -> history("alert")).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(this::archive).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(this::delete).hasMessageContaining("NOT_FOUND");
    assertThat(colony.stores.scripts.audit(1))
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
        .containsExactly(tuple("bob", "delete", "alert v1"));
    assertThat(deploy("b()").getVersion()).isEqualTo(1);
  }

  @Test
  void acknowledgesReportsOfADeletedScriptAndGoesOn() {
    deploy("a()");
    DesiredScript deleted = agent.desired("alert");
    stop();
    delete();
    long late = agent.send(agent.lineReport(deleted, "too late"));
    agent.awaitAcknowledged(late);
    deploy("b()");
    assertThat(list(false))
        .extracting(ScriptSummary::getStatus)
        .containsExactly(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(colony.stores.executions.logs(UUID.fromString(deleted.getScriptId()), 0)).isEmpty();
  }

  @Test
  void endsTheStreamOfWhoeverFollowsADeletedScript() {
    deploy("a()");
    stop();
    var logs =
        colony
            .ask()
            .streamLogs(StreamLogsRequest.newBuilder().setScript("alert").setFollow(true).build());
    await().until(() -> colony.results.followers() == 1);
    delete();
    assertThatThrownBy(logs::hasNext).hasMessageContaining("script \"alert\" was deleted");
    assertThat(colony.results.followers()).isZero();
  }

  @Test
  void saysWhereAScriptIsQuarantinedUntilItIsDeployedAnew() {
    FakeAgent other = colony.agent("b");
    other.onNewScript(other::running).connect();
    FakeAgent third = colony.agent("c");
    third.onNewScript(third::running).connect();
    deploy("a()");
    Consumption quarantined = Consumption.newBuilder().setQuarantined(true).build();
    for (FakeAgent killed : List.of(other, agent)) {
      killed.status(
          killed.desired("alert"),
          ScriptStatus.SCRIPT_STATUS_FAILED,
          "too much memory",
          quarantined);
    }
    await().until(() -> list(false).getFirst().getQuarantinedOnCount() == 2);
    ScriptSummary running = list(false).getFirst();
    assertThat(running.getQuarantinedOnList()).containsExactly("a", "b");
    assertThat(running.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(running.getReason()).isEqualTo("quarantined on a, b");

    third.completed(third.desired("alert"));
    await().until(() -> status() == ScriptStatus.SCRIPT_STATUS_FAILED);
    assertThat(list(false).getFirst().getReason())
        .isEqualTo("quarantined on a, b; a: too much memory");

    assertThat(deploy("a()").getUnchanged()).isFalse();
    assertThat(list(false).getFirst().getQuarantinedOnList()).isEmpty();
    assertThat(list(false).getFirst().getReason()).isEmpty();
  }

  @Test
  void aStoppedScriptIsQuarantinedNowhere() {
    deploy("a()");
    agent.status(
        agent.desired("alert"),
        ScriptStatus.SCRIPT_STATUS_FAILED,
        "too much memory",
        Consumption.newBuilder().setQuarantined(true).build());
    await().until(() -> list(false).getFirst().getQuarantinedOnCount() == 1);
    stop();
    assertThat(list(false).getFirst().getQuarantinedOnList()).isEmpty();
    assertThat(list(false).getFirst().getReason()).isEmpty();
  }

  private ScriptStatus status() {
    return list(false).getFirst().getStatus();
  }

  private String archive() {
    var request = ArchiveRequest.newBuilder().setScript("alert").setRequestedBy("bob");
    return colony.ask().archiveScript(request.build()).getName();
  }

  private String delete() {
    var request = DeleteRequest.newBuilder().setScript("alert").setRequestedBy("bob");
    return colony.ask().deleteScript(request.build()).getName();
  }

  private List<ScriptSummary> list(boolean archived) {
    var request = ListScriptsRequest.newBuilder().setIncludeArchived(archived);
    return colony.ask().listScripts(request.build()).getScriptsList();
  }

  private DeployScriptResponse rollBack(int version) {
    var request = RollbackRequest.newBuilder().setScript("alert").setVersion(version);
    return colony.ask().rollbackScript(request.setRequestedBy("bob").build());
  }

  private ScriptHistory history(String script) {
    return colony
        .ask()
        .getScriptHistory(GetScriptHistoryRequest.newBuilder().setScript(script).build());
  }

  private DeployScriptResponse deploy(String code) {
    Script script = Script.newBuilder().setName("alert").setCode(code).setCreatedBy("ada").build();
    return colony.ask().deployScript(DeployRequest.newBuilder().setScript(script).build());
  }

  private void stop() {
    var request = StopRequest.newBuilder().setScript("alert").setRequestedBy("ada").build();
    assertThat(colony.ask().stopScript(request).getSuccess()).isTrue();
  }
}
