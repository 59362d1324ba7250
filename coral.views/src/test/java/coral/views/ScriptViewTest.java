// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.PendingApproval;
import coral.proto.colony.v1.ScriptSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptViewTest {
  static final ScriptSummary SCRIPT =
      ScriptSummary.newBuilder()
          .setId("0199")
          .setName("alert")
          .setVersion(2)
          .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
          .setReason("quarantined on b")
          .addQuarantinedOn("b")
          .addTargets("payments")
          .setTrigger("manual")
          .addAgents("a")
          .addAgents("b")
          .setDeployedAt(Wire.at("2026-01-10T12:00:00.5Z"))
          .setCreatedBy("ada")
          .build();

  static final String MEMBERS =
      """
      "id":"0199","name":"alert","version":2,"status":"RUNNING","reason":"quarantined on b",\
      "quarantined_on":["b"],"archived":false,"targets":["payments"],"trigger":"manual",\
      "agents":["a","b"],"deployed_at":"2026-01-10T12:00:00.500Z","created_by":"ada",\
      "pending_approval":null,"rollout":null""";

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(ScriptView.of(SCRIPT))).isEqualTo("{" + MEMBERS + "}");
  }

  @Test
  void writesTheVersionThatWaits() {
    ScriptSummary waiting =
        SCRIPT.toBuilder()
            .setPendingApproval(
                PendingApproval.newBuilder()
                    .setVersion(3)
                    .addCapabilities("probes")
                    .setRequestedAt(Wire.at("2026-01-10T13:00:00Z"))
                    .setRequestedBy("bob"))
            .build();
    assertThat(ViewJson.tree(ScriptView.of(waiting)).path("pending_approval").toString())
        .isEqualTo(
            """
            {"version":3,"capabilities":["probes"],"requested_at":"2026-01-10T13:00:00Z",\
            "requested_by":"bob"}""");
  }

  @Test
  void aScriptThatWasNeverDeployedHasNoTime() {
    ScriptSummary never = SCRIPT.toBuilder().clearDeployedAt().build();
    assertThat(ViewJson.tree(ScriptView.of(never)).path("deployed_at").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ScriptStatus.class)
  void namesEveryStatusAsTheWireDoes(ScriptStatus status) {
    assertThat(Status.of(status).name()).isEqualTo(status.name().replace("SCRIPT_STATUS_", ""));
  }
}
