// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.agent.Agent;
import coral.api.query.QueryReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes agents: connected, and fit for scripts, unless told otherwise. */
public final class TestAgent {
  private final String id;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private List<String> services = List.of();
  private List<String> capabilities = List.of();
  private List<String> triggerTypes = List.of();
  private String deno = "2.9.6";
  private String refused = "";
  private boolean connected = true;
  private Instant seen = Instant.parse("2026-01-02T03:04:05Z");

  private TestAgent(String id) {
    this.id = id;
  }

  public static TestAgent of(String id) {
    return new TestAgent(id);
  }

  public TestAgent label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  public TestAgent services(String... names) {
    services = List.of(names);
    return this;
  }

  public TestAgent capabilities(String... names) {
    capabilities = List.of(names);
    return this;
  }

  public TestAgent triggers(String... types) {
    triggerTypes = List.of(types);
    return this;
  }

  public TestAgent deno(String version) {
    deno = version;
    return this;
  }

  public TestAgent refusing(String why) {
    refused = why;
    return this;
  }

  public TestAgent disconnected() {
    connected = false;
    return this;
  }

  /** When it connected, or was seen last if it is not connected. */
  public TestAgent seen(Instant at) {
    seen = at;
    return this;
  }

  public Agent agent() {
    return new Agent(
        id,
        "instance",
        "host-1",
        labels,
        services,
        "0.1.0",
        deno,
        "Linux",
        "6.1",
        "127.0.0.1:9001",
        "deno+seccomp",
        List.of(),
        QueryReport.NONE,
        0,
        5,
        refused,
        capabilities,
        triggerTypes,
        Map.of(),
        seen,
        connected ? Optional.of(seen) : Optional.empty());
  }
}
