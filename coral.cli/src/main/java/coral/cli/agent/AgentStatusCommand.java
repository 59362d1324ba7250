// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.GetAgentRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral agent status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows an agent.")
public final class AgentStatusCommand extends ColonyCommand {
  @Parameters(
      paramLabel = "AGENT",
      arity = "0..1",
      description = "Id (default: the only agent there is)")
  private @Nullable String id;

  @Override
  protected int call(ColonyClient client, Output out) {
    Agent agent = find(client);
    if (out.json()) {
      out.value(Views.agent(agent));
      return ExitCode.OK;
    }
    Instant now = Instant.now();
    out.line("Agent: " + agent.getId());
    out.line(
        "Status: "
            + (agent.getConnected() ? "CONNECTED" : "DISCONNECTED")
            + ", seen "
            + Times.ago(agent.getLastSeen(), now));
    out.line("Host: %s, %s %s".formatted(agent.getHostname(), agent.getOs(), agent.getKernel()));
    out.line(
        "Version: %s, Deno %s"
            .formatted(
                agent.getVersion(),
                agent.getDenoVersion().isEmpty() ? "none" : agent.getDenoVersion()));
    out.line("Address: " + agent.getAddress());
    out.line("Sandbox: " + agent.getSandboxTier());
    out.line(
        agent.getScriptsRefused().isEmpty()
            ? "Scripts: %d running, at most %d"
                .formatted(agent.getRunning(), agent.getMaxConcurrent())
            : "Scripts: refused, " + agent.getScriptsRefused());
    out.line("Labels: " + Labels.text(agent));
    out.line("Services: " + String.join(", ", agent.getServicesList()));
    out.line("Telemetry rows:");
    new TreeMap<>(agent.getTelemetryRowsMap())
        .forEach((table, rows) -> out.line("  %-22s %,d".formatted(table, rows)));
    return ExitCode.OK;
  }

  private Agent find(ColonyClient client) {
    if (id != null) {
      return client.within(10).getAgent(GetAgentRequest.newBuilder().setAgentId(id).build());
    }
    List<Agent> agents =
        client.within(10).listAgents(ListAgentsRequest.getDefaultInstance()).getAgentsList();
    if (agents.size() != 1) {
      throw new CliException(
          ExitCode.USAGE,
          "there are %d agents: name one of %s"
              .formatted(agents.size(), agents.stream().map(Agent::getId).toList()));
    }
    return agents.getFirst();
  }
}
