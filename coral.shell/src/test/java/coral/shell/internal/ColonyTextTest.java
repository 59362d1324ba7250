// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Agent;
import coral.api.query.QueryReport;
import coral.views.AgentView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColonyTextTest {
  private static final Instant SEEN = Instant.parse("2026-01-10T12:00:00.5Z");

  @Test
  void listsAgentsInTheWordsOfTheCommandLine() {
    assertThat(
            ColonyText.agents(List.of(agent("a", Optional.of(SEEN)), agent("b", Optional.empty()))))
        .isEqualTo(
            """
            AGENT  STATUS        SCRIPTS  LABELS            SERVICES  LAST SEEN
            a      CONNECTED     2/5      region=eu,zone=a  payments  2026-01-10T12:00:00Z
            b      DISCONNECTED  2/5      region=eu,zone=a  payments  2026-01-10T12:00:00Z
            """);
  }

  @Test
  void saysThatThereIsNone() {
    assertThat(ColonyText.agents(List.of()))
        .isEqualTo("no agent has ever connected to this colony\n");
  }

  private static AgentView agent(String id, Optional<Instant> connectedSince) {
    return AgentView.of(
        new Agent(
            id,
            "instance",
            "host",
            Map.of("zone", "a", "region", "eu"),
            List.of("payments"),
            "0.1.0",
            "2.5.0",
            "Linux",
            "6.1",
            "127.0.0.1:9001",
            "full",
            List.of(),
            QueryReport.NONE,
            2,
            5,
            "",
            List.of(),
            List.of(),
            Map.of(),
            SEEN,
            connectedSince));
  }
}
