// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.views.Words;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_list_agents}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_list_agents")
public final class ListAgents extends ColonyTool {
  private static final int LIMIT = 100;

  private final ColonyClient colony;

  /**
   * A page of agents.
   *
   * @param nextOffset null: this is the last page
   */
  record Agents(List<Target> agents, int total, @Nullable Integer nextOffset) {
    Agents {
      agents = List.copyOf(agents);
    }
  }

  /**
   * What targets can name of an agent.
   *
   * @param scriptsRefused why it runs none; empty: it does
   */
  record Target(
      String id,
      boolean connected,
      List<String> services,
      SortedMap<String, String> labels,
      String scriptsRefused) {
    static Target of(Agent agent) {
      return new Target(
          agent.getId(),
          agent.getConnected(),
          List.copyOf(agent.getServicesList()),
          new TreeMap<>(agent.getLabelsMap()),
          agent.getScriptsRefused());
    }

    String line() {
      return "%s%s, services: %s%s%s"
          .formatted(
              id,
              connected ? "" : " (not connected)",
              Words.listOr("none seen", services),
              labels.isEmpty() ? "" : ", labels: " + Words.labels(labels),
              scriptsRefused.isEmpty() ? "" : ", runs no scripts: " + scriptsRefused);
    }
  }

  @Activate
  public ListAgents(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "List agents",
            "List agents with the services that their telemetry shows and their labels: what targets can name.",
            ToolHints.READ_ONLY,
            Agents.class,
            """
            {"type": "object", "properties": {
              "limit": {"type": "integer", "minimum": 1, "maximum": 500, "description": "Default 100"},
              "offset": {"type": "integer", "minimum": 0, "maximum": 1000000}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    List<Target> all =
        colony
            .ask(call, 10, stub -> stub.listAgents(ListAgentsRequest.getDefaultInstance()))
            .getAgentsList()
            .stream()
            .map(Target::of)
            .toList();
    int from = Math.min(arguments.number("offset", 0), all.size());
    int to = Math.min(from + arguments.number("limit", LIMIT), all.size());
    Agents page = new Agents(all.subList(from, to), all.size(), to < all.size() ? to : null);
    StringBuilder text = new StringBuilder();
    page.agents().forEach(agent -> text.append(agent.line()).append("\n"));
    if (page.agents().isEmpty()) {
      text.append("no agents");
    }
    if (page.nextOffset() != null) {
      text.append(
          "%d of %d agents; call again with offset %d for more"
              .formatted(page.agents().size(), page.total(), page.nextOffset()));
    }
    return done(text.toString(), page);
  }
}
