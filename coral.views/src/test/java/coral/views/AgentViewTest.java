// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryReport;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.Layer;
import coral.proto.colony.v1.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentViewTest {
  private static final Layer SECCOMP =
      Layer.newBuilder().setName("seccomp").setOn(true).setDetail("no program").build();

  private static final Agent AGENT =
      Agent.newBuilder()
          .setId("a")
          .setHostname("host")
          .setConnected(true)
          .setLastSeen(Wire.at("2026-01-10T12:00:00Z"))
          .setConnectedSince(Wire.at("2026-01-10T11:00:00Z"))
          .putLabels("zone", "a")
          .putLabels("region", "eu")
          .addServices("payments")
          .setVersion("0.1.0")
          .setDenoVersion("2.5.0")
          .setOs("Linux")
          .setKernel("6.1")
          .setAddress("127.0.0.1:9001")
          .setSandboxTier("deno+seccomp")
          .addLayers(SECCOMP)
          .setRunning(2)
          .setMaxConcurrent(5)
          .addCapabilities("probes")
          .addTriggerTypes("manual")
          .putTelemetryRows("spans", 42)
          .build();

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(AgentView.of(AGENT)))
        .isEqualTo(
            """
            {"id":"a","hostname":"host","connected":true,"last_seen":"2026-01-10T12:00:00Z",\
            "connected_since":"2026-01-10T11:00:00Z","labels":{"region":"eu","zone":"a"},\
            "services":["payments"],"version":"0.1.0","deno_version":"2.5.0","os":"Linux",\
            "kernel":"6.1","address":"127.0.0.1:9001","sandbox_tier":"deno+seccomp",\
            "layers":[{"name":"seccomp","on":true,"detail":"no program"}],"running":2,\
            "max_concurrent":5,"scripts_refused":"","capabilities":["probes"],\
            "trigger_types":["manual"],"telemetry_rows":{"spans":42},"queries":%s}"""
                .formatted(
                    ViewJson.text(
                        QueriesView.of(coral.proto.agent.v1.QueryReport.getDefaultInstance()))));
  }

  @Test
  void isTheSameFromAColonysOwnRecord() {
    var agent =
        new coral.api.agent.Agent(
            "a",
            "instance",
            "host",
            Map.of("zone", "a", "region", "eu"),
            List.of("payments"),
            "0.1.0",
            "2.5.0",
            "Linux",
            "6.1",
            "127.0.0.1:9001",
            "deno+seccomp",
            List.of(new coral.api.sandbox.Layer("seccomp", true, "no program")),
            QueryReport.NONE,
            2,
            5,
            "",
            List.of("probes"),
            List.of("manual"),
            Map.of("spans", 42L),
            Instant.parse("2026-01-10T12:00:00Z"),
            Optional.of(Instant.parse("2026-01-10T11:00:00Z")));
    assertThat(AgentView.of(agent)).isEqualTo(AgentView.of(AGENT));
  }

  @Test
  void saysInWordsHowItStands() {
    AgentView view = AgentView.of(AGENT);
    assertThat(view.state()).isEqualTo("CONNECTED");
    assertThat(view.load()).isEqualTo("2/5");
    assertThat(view.deno()).isEqualTo("2.5.0");
    AgentView away = AgentView.of(Agent.getDefaultInstance());
    assertThat(away.state()).isEqualTo("DISCONNECTED");
    assertThat(away.deno()).isEqualTo("none");
  }

  @Test
  void writesWhatItFoundWhenItTriedItsSandbox() {
    CheckSandboxResponse outcome =
        CheckSandboxResponse.newBuilder()
            .setTier("deno+seccomp")
            .addLayers(SECCOMP)
            .addChecks(Check.newBuilder().setName("no files").setPassed(true).setDetail("EPERM"))
            .build();
    SandboxChecksView view = SandboxChecksView.of("a", outcome);
    assertThat(ViewJson.text(view))
        .isEqualTo(
            """
            {"agent_id":"a","sandbox_tier":"deno+seccomp",\
            "layers":[{"name":"seccomp","on":true,"detail":"no program"}],\
            "checks":[{"name":"no files","passed":true,"detail":"EPERM"}],"scripts_refused":""}""");
    assertThat(view.passed()).isTrue();
  }
}
