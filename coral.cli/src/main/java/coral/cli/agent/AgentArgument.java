// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.proto.colony.v1.GetAgentRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.views.AgentView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** {@code AGENT}, which need not be named where there is one. */
final class AgentArgument {
  @Parameters(
      paramLabel = "AGENT",
      arity = "0..1",
      description = "Id (default: the only agent there is)")
  private @Nullable String id;

  AgentView find(ColonyClient client) {
    if (id != null) {
      return AgentView.of(
          client.within(10).getAgent(GetAgentRequest.newBuilder().setAgentId(id).build()));
    }
    List<AgentView> agents = all(client);
    if (agents.size() != 1) {
      throw new CliException(
          ExitCode.USAGE,
          "there are %d agents: name one of %s"
              .formatted(agents.size(), agents.stream().map(AgentView::id).toList()));
    }
    return agents.getFirst();
  }

  static List<AgentView> all(ColonyClient client) {
    return client
        .within(10)
        .listAgents(ListAgentsRequest.getDefaultInstance())
        .getAgentsList()
        .stream()
        .map(AgentView::of)
        .toList();
  }
}
