// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.CanaryFailure;
import coral.proto.colony.v1.RolloutStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RolloutViewTest {
  private static final RolloutStatus CANARY =
      RolloutStatus.newBuilder()
          .setStage(RolloutStatus.Stage.STAGE_CANARY)
          .setVersion(2)
          .setPreviousVersion(1)
          .addCanaryAgents("a")
          .addWaitingAgents("b")
          .setStartedAt(Wire.at("2026-01-10T12:00:00Z"))
          .setUntil(Wire.at("2026-01-10T12:01:00Z"))
          .build();

  private static final RolloutStatus HALTED =
      CANARY.toBuilder()
          .setStage(RolloutStatus.Stage.STAGE_HALTED)
          .clearPreviousVersion()
          .clearUntil()
          .setEndedAt(Wire.at("2026-01-10T12:00:30Z"))
          .setReason("agent a: it threw")
          .addFailures(CanaryFailure.newBuilder().setAgentId("a").setReason("it threw"))
          .build();

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(RolloutView.of(CANARY)))
        .isEqualTo(
            """
            {"stage":"CANARY","version":2,"previous_version":1,"canary_agents":["a"],\
            "waiting_agents":["b"],"started_at":"2026-01-10T12:00:00Z",\
            "until":"2026-01-10T12:01:00Z","ended_at":null,"reason":"","failures":[]}""");
  }

  @Test
  void writesWhyItWasHaltedAndThatTheOthersHaveNothing() {
    assertThat(ViewJson.text(RolloutView.of(HALTED)))
        .contains("\"stage\":\"HALTED\"", "\"previous_version\":null", "\"until\":null")
        .contains("\"reason\":\"agent a: it threw\"")
        .contains("{\"agent_id\":\"a\",\"execution_id\":null,\"reason\":\"it threw\"}");
  }

  @Test
  void saysInALineHowFarItHasCome() {
    Instant now = Instant.parse("2026-01-10T12:01:00Z");
    assertThat(RolloutView.of(CANARY).line(now)).isEqualTo("CANARY of version 2, began 1m ago");
    assertThat(RolloutView.of(HALTED).line(now))
        .isEqualTo("HALTED of version 2, began 1m ago, ended 30s ago");
  }
}
