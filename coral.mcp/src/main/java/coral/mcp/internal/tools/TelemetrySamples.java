// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import static java.util.stream.Collectors.joining;

import coral.api.error.CoralException;
import coral.api.mcp.McpCall;
import coral.api.telemetry.TelemetryTable;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.views.LogView;
import coral.views.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What telemetry looks like on the agents now: services, and the newest row of each table. */
@Component(service = TelemetrySamples.class)
public final class TelemetrySamples {
  private static final int SECONDS = 30;
  private static final int MAX_CELL = 80;

  private final ColonyClient colony;

  @Activate
  public TelemetrySamples(@Reference(name = "colony") ColonyClient colony) {
    this.colony = colony;
  }

  /** A heading, a line for each agent, and rows of the first one that runs scripts. */
  public String text() {
    McpCall call = new Reading();
    List<Agent> agents =
        colony
            .ask(call, 10, stub -> stub.listAgents(ListAgentsRequest.getDefaultInstance()))
            .getAgentsList()
            .stream()
            .filter(Agent::getConnected)
            .toList();
    String services =
        agents.stream()
            .map(
                agent ->
                    "- %s: %s\n"
                        .formatted(
                            agent.getId(), Words.listOr("none seen", agent.getServicesList())))
            .collect(joining());
    Optional<Agent> first =
        agents.stream().filter(agent -> agent.getScriptsRefused().isEmpty()).findFirst();
    return "# Services by agent\n\n%s\n# Newest rows\n\n%s\n"
        .formatted(
            services.isEmpty() ? "no agent is connected\n" : services,
            first
                .map(agent -> rows(call, agent.getId()))
                .orElse("none: no agent that runs scripts is connected"));
  }

  private String rows(McpCall call, String agentId) {
    Script script =
        Script.newBuilder()
            .setName("mcp-schema")
            .setCode(code())
            .addTargets(agentId)
            .setSettings(
                ScriptSettings.newBuilder()
                    .setMode(ScriptMode.SCRIPT_MODE_AD_HOC)
                    .setTimeout(Drafts.seconds(SECONDS)))
            .setCreatedBy(call.caller())
            .build();
    try {
      Map<String, AdHoc.OnAgent> run = AdHoc.run(colony, call, script, 2 * SECONDS, entry -> {});
      return "On %s:\n%s"
          .formatted(
              agentId,
              run.values().stream()
                  .flatMap(agent -> agent.entries().stream())
                  .map(LogView::text)
                  .map(line -> "- " + line)
                  .collect(joining("\n")));
    } catch (CoralException e) {
      return "none: " + e.sentence();
    }
  }

  private static String code() {
    String tables =
        Arrays.stream(TelemetryTable.values())
            .map(table -> "[\"%s\", \"%s\"]".formatted(table.tableName(), table.timeColumn()))
            .collect(joining(", "));
    return """
        import * as coral from "@coral/sdk";
        const cell = (_: string, value: unknown): unknown =>
          typeof value === "bigint" ? String(value) :
          typeof value === "string" && value.length > %d ? value.slice(0, %d) + "…" : value;
        for (const [table, time] of [%s]) {
          const rows = await coral.db.query(`SELECT * FROM ${table} ORDER BY ${time} DESC LIMIT 1`);
          console.log(`${table}: ${rows.length === 0 ? "empty" : JSON.stringify(rows[0], cell)}`);
        }
        """
        .formatted(MAX_CELL, MAX_CELL, tables);
  }

  /** A resource is read: nobody asks for progress, or can cancel. */
  private static final class Reading implements McpCall {
    @Override
    public Map<String, @Nullable Object> arguments() {
      return Map.of();
    }

    @Override
    public String caller() {
      return "mcp:schema";
    }

    @Override
    public void progress(String message) {}

    @Override
    public void onCancel(Runnable stop) {}
  }
}
