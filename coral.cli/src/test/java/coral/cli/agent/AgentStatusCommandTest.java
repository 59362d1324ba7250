// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.cli.output.Output;
import coral.cli.output.OutputOption;
import coral.proto.agent.v1.Layer;
import coral.proto.colony.v1.Agent;
import coral.views.AgentView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code coral agent status}, for people. */
class AgentStatusCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

  private static final Agent AGENT =
      Agent.newBuilder()
          .setId("payments-1")
          .setHostname("host")
          .setConnected(true)
          .setLastSeen(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 3))
          .putLabels("zone", "a")
          .putLabels("region", "eu")
          .addServices("payments")
          .setVersion("0.1.0")
          .setDenoVersion("2.5.0")
          .setOs("Linux")
          .setKernel("6.1")
          .setAddress("127.0.0.1:9001")
          .setSandboxTier("deno+seccomp")
          .addLayers(Layer.newBuilder().setName("seccomp").setOn(true).setDetail("no program"))
          .setRunning(2)
          .setMaxConcurrent(5)
          .addCapabilities("probes")
          .addTriggerTypes("manual")
          .addTriggerTypes("schedule")
          .putTelemetryRows("otel_spans_local", 12_345)
          .build();

  @Test
  void showsAllThatItsColonyKnows() {
    assertThat(printed(AGENT))
        .isEqualTo(
            """
            Agent: payments-1
            Status: CONNECTED, seen 3s ago
            Host: host, Linux 6.1
            Version: 0.1.0, Deno 2.5.0
            Address: 127.0.0.1:9001
            Sandbox: deno+seccomp
              on    seccomp  no program
            Scripts: 2 running, at most 5
            Capabilities: probes
            Trigger types: manual, schedule
            Queries: 0 running, 0 done; 0 rows; 0.00 s, CPU 0.00 s
            Labels: region=eu,zone=a
            Services: payments
            Telemetry rows:
              otel_spans_local       12,345
            """);
  }

  @Test
  void saysWhatAnAgentDoesNotHave() {
    Agent bare =
        AGENT.toBuilder()
            .setConnected(false)
            .clearLastSeen()
            .clearDenoVersion()
            .setScriptsRefused("it has no Deno")
            .clearCapabilities()
            .clearTriggerTypes()
            .build();
    assertThat(printed(bare))
        .contains(
            "Status: DISCONNECTED, seen never\n",
            "Version: 0.1.0, Deno none\n",
            "Scripts: refused, it has no Deno\n",
            "Capabilities: none announced\n",
            "Trigger types: unknown\n");
  }

  private static String printed(Agent agent) {
    StringWriter text = new StringWriter();
    AgentStatusCommand.print(
        AgentView.of(agent), NOW, new Output(new PrintWriter(text), OutputOption.Format.table));
    return text.toString();
  }
}
