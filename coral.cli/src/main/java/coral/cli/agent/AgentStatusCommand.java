// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.views.AgentView;
import coral.views.Times;
import coral.views.Words;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coral agent status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows an agent.")
public final class AgentStatusCommand extends ColonyCommand {
  @Mixin private AgentArgument agent = new AgentArgument();

  @Override
  protected int call(ColonyClient client, Output out) {
    AgentView found = agent.find(client);
    if (out.json()) {
      out.value(found);
    } else {
      print(found, Instant.now(), out);
    }
    return ExitCode.OK;
  }

  static void print(AgentView agent, Instant now, Output out) {
    out.line("Agent: " + agent.id());
    out.line("Status: %s, seen %s".formatted(agent.state(), Times.ago(agent.lastSeen(), now)));
    out.line("Host: %s, %s %s".formatted(agent.hostname(), agent.os(), agent.kernel()));
    out.line("Version: %s, Deno %s".formatted(agent.version(), agent.deno()));
    out.line("Address: " + agent.address());
    out.line("Sandbox: " + agent.sandboxTier());
    Findings layers = new Findings();
    agent
        .layers()
        .forEach(layer -> layers.add(layer.on() ? "on" : "off", layer.name(), layer.detail()));
    layers.print(out);
    out.line(
        agent.scriptsRefused().isEmpty()
            ? "Scripts: %d running, at most %d".formatted(agent.running(), agent.maxConcurrent())
            : "Scripts: refused, " + agent.scriptsRefused());
    out.line("Capabilities: " + Words.listOr("none announced", agent.capabilities()));
    out.line("Trigger types: " + Words.listOr("unknown", agent.triggerTypes()));
    agent.queries().lines().forEach(out::line);
    out.line("Labels: " + Words.labels(agent.labels()));
    out.line("Services: " + String.join(", ", agent.services()));
    out.line("Telemetry rows:");
    agent
        .telemetryRows()
        .forEach((table, rows) -> out.line(String.format(Locale.ROOT, "  %-22s %,d", table, rows)));
  }
}
