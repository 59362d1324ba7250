// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import coral.proto.colony.v1.StopRequest;
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
