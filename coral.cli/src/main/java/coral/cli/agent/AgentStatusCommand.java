// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.QueryViews;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.colony.v1.Agent;
import java.time.Instant;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coral agent status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows an agent.")
public final class AgentStatusCommand extends ColonyCommand {
  @Mixin private AgentArgument agent = new AgentArgument();

  @Override
  protected int call(ColonyClient client, Output out) {
    Agent found = agent.find(client);
    if (out.json()) {
      out.value(Views.agent(found));
      return ExitCode.OK;
    }
    Instant now = Instant.now();
    out.line("Agent: " + found.getId());
    out.line(
        "Status: "
            + (found.getConnected() ? "CONNECTED" : "DISCONNECTED")
            + ", seen "
            + Times.ago(found.getLastSeen(), now));
    out.line("Host: %s, %s %s".formatted(found.getHostname(), found.getOs(), found.getKernel()));
    out.line(
        "Version: %s, Deno %s"
            .formatted(
                found.getVersion(),
                found.getDenoVersion().isEmpty() ? "none" : found.getDenoVersion()));
    out.line("Address: " + found.getAddress());
    out.line("Sandbox: " + found.getSandboxTier());
    Findings layers = new Findings();
    found
        .getLayersList()
        .forEach(
            layer -> layers.add(layer.getOn() ? "on" : "off", layer.getName(), layer.getDetail()));
    layers.print(out);
    out.line(
        found.getScriptsRefused().isEmpty()
            ? "Scripts: %d running, at most %d"
                .formatted(found.getRunning(), found.getMaxConcurrent())
            : "Scripts: refused, " + found.getScriptsRefused());
    QueryViews.print(found.getQueries(), out);
    out.line("Labels: " + Labels.text(found));
    out.line("Services: " + String.join(", ", found.getServicesList()));
    out.line("Telemetry rows:");
    new TreeMap<>(found.getTelemetryRowsMap())
        .forEach((table, rows) -> out.line("  %-22s %,d".formatted(table, rows)));
    return ExitCode.OK;
  }
}
