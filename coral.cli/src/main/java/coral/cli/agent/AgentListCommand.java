// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.views.AgentView;
import coral.views.Times;
import coral.views.Words;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code coral agent list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists a colony's agents.")
public final class AgentListCommand extends ColonyCommand {

  @Override
  protected int call(ColonyClient client, Output out) {
    List<AgentView> agents = AgentArgument.all(client);
    if (out.json()) {
      out.value(agents);
      return ExitCode.OK;
    }
    Table table = new Table("ID", "STATUS", "SCRIPTS", "DENO", "SERVICES", "LABELS", "SEEN");
    Instant now = Instant.now();
    for (AgentView agent : agents) {
      table.row(
          agent.id(),
          agent.state(),
          agent.load(),
          agent.deno(),
          String.join(",", agent.services()),
          Words.labels(agent.labels()),
          Times.ago(agent.lastSeen(), now));
    }
    table.print(out);
    return ExitCode.OK;
  }
}
