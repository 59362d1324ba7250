// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import coral.api.query.QueryReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AgentStore} has to do. */
abstract class AgentStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123456Z");

  /** An empty store; the same one throughout a test. */
  abstract AgentStore store();

  private static Agent agent(String id, int running, Map<String, String> labels) {
    return new Agent(
        id,
        "instance",
        "host",
        labels,
        List.of("payments", "o'hara"),
        "0.1.0",
        "2.9.6",
        "Linux",
        "6.1",
        "127.0.0.1:9001",
        "seccomp",
        List.of(),
        QueryReport.NONE,
        running,
        5,
        "",
        List.of("probes"),
        List.of(),
        Map.of("otel_spans_local", 1234567890123L),
        NOW,
        Optional.empty());
  }

  @Test
  void givesBackEveryFieldSortedById() {
    Agent b = agent("b", 1, Map.of("region", "us-east", "zone", "a=b,\"c\""));
    Agent a = agent("a", 0, Map.of());
    store().save(List.of(b, a));
    assertThat(store().all()).containsExactly(a, b);
  }

  @Test
  void replacesTheAgentOfTheSameId() {
    for (int running = 0; running < 20; running++) {
      store().save(List.of(agent("a", running, Map.of("n", "" + running))));
    }
    assertThat(store().all()).containsExactly(agent("a", 19, Map.of("n", "19")));
  }

  @Test
  void givesBackAgentsAsDisconnected() {
    Agent a = agent("a", 0, Map.of());
    Agent connected =
        new Agent(
            "a",
            "instance",
            "host",
            Map.of(),
            a.services(),
            "0.1.0",
            "2.9.6",
            "Linux",
            "6.1",
            "127.0.0.1:9001",
            "seccomp",
            List.of(),
            QueryReport.NONE,
            0,
            5,
            "",
            a.capabilities(),
            List.of("manual"),
            a.telemetryRows(),
            NOW,
            Optional.of(NOW));
    store().save(List.of(connected));
    assertThat(store().all()).containsExactly(a);
  }
}
