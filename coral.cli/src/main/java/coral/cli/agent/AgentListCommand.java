// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.ListAgentsRequest;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code coral agent list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists a colony's agents.")
public final class AgentListCommand extends ColonyCommand {

  @Override
  protected int call(ColonyClient client, Output out) {
    List<Agent> agents =
        client.within(10).listAgents(ListAgentsRequest.getDefaultInstance()).getAgentsList();
    if (out.json()) {
      out.value(agents.stream().map(Views::agent).toList());
      return ExitCode.OK;
    }
    Table table = new Table("ID", "STATUS", "SCRIPTS", "DENO", "SERVICES", "LABELS", "SEEN");
    Instant now = Instant.now();
    for (Agent agent : agents) {
      table.row(
          agent.getId(),
          agent.getConnected() ? "CONNECTED" : "DISCONNECTED",
          agent.getRunning() + "/" + agent.getMaxConcurrent(),
          agent.getDenoVersion().isEmpty() ? "none" : agent.getDenoVersion(),
          String.join(",", agent.getServicesList()),
          Labels.text(agent),
          Times.ago(agent.getLastSeen(), now));
    }
    table.print(out);
    return ExitCode.OK;
  }
}
