// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.Approval;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryViewTest {
  private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

  private static final ScriptDeployment DEPLOYED =
      ScriptDeployment.newBuilder()
          .setDeployedAt(Wire.at("2026-01-10T10:00:00Z"))
          .setDeployedBy("ada")
          .build();

  private static final ScriptVersion VERSION =
      ScriptVersion.newBuilder()
          .setVersion(2)
          .setCreatedAt(Wire.at("2026-01-09T12:00:00Z"))
          .setCreatedBy("ada")
          .setSha256("0123456789abcdef")
          .setCodeBytes(1_234)
          .setTrigger("manual")
          .addTargets("payments")
          .addDeployments(DEPLOYED)
          .build();

  @Test
  void writesEveryMember() {
    ScriptHistory history =
        ScriptHistory.newBuilder().setId("0199").setName("alert").addVersions(VERSION).build();
    assertThat(ViewJson.text(HistoryView.of(history)))
        .isEqualTo(
            """
            {"id":"0199","name":"alert","versions":[{"version":2,\
            "created_at":"2026-01-09T12:00:00Z","created_by":"ada","sha256":"0123456789abcdef",\
            "code_bytes":1234,"trigger":"manual","targets":["payments"],"deployed":true,\
            "approval":null,"deployments":[{"deployed_at":"2026-01-10T10:00:00Z",\
            "deployed_by":"ada","stopped_at":null,"pending_approval":false,\
            "rollout":null}]}]}""");
  }

  @Test
  void writesWhatWasDecided() {
    Approval rejected =
        Approval.newBuilder()
            .setDecidedAt(Wire.at("2026-01-10T11:00:00Z"))
            .setDecidedBy("bob")
            .setReason("too broad")
            .build();
    VersionView view = VersionView.of(VERSION.toBuilder().setApproval(rejected).build());
    assertThat(ViewJson.tree(view).path("approval").toString())
        .isEqualTo(
            """
            {"granted":false,"decided_at":"2026-01-10T11:00:00Z","decided_by":"bob",\
            "reason":"too broad"}""");
    assertThat(view.lastDeployed(NOW)).isEqualTo("rejected by bob: too broad");
  }

  @Test
  void tellsTheNewestDeploymentInWords() {
    assertThat(lastDeployed(VERSION)).isEqualTo("2h ago by ada, still");
    assertThat(lastDeployed(VERSION.toBuilder().clearDeployments().build())).isEqualTo("never");
    ScriptDeployment stopped =
        DEPLOYED.toBuilder().setStoppedAt(Wire.at("2026-01-10T11:00:00Z")).build();
    assertThat(lastDeployed(VERSION.toBuilder().setDeployments(0, stopped).build()))
        .isEqualTo("2h ago by ada, stopped 1h ago");
    ScriptDeployment waits = DEPLOYED.toBuilder().setPendingApproval(true).build();
    assertThat(lastDeployed(VERSION.toBuilder().setDeployments(0, waits).build()))
        .isEqualTo("waits for approval");
  }

  @Test
  void whatWaitsIsNotDeployed() {
    ScriptDeployment waits = DEPLOYED.toBuilder().setPendingApproval(true).build();
    assertThat(VersionView.of(VERSION.toBuilder().setDeployments(0, waits).build()).deployed())
        .isFalse();
  }

  @Test
  void showsEnoughOfTheDigest() {
    assertThat(VersionView.of(VERSION).digest()).isEqualTo("0123456789ab");
    assertThat(VersionView.of(VERSION.toBuilder().setSha256("01").build()).digest())
        .isEqualTo("01");
  }

  private static String lastDeployed(ScriptVersion version) {
    return VersionView.of(version).lastDeployed(NOW);
  }
}
