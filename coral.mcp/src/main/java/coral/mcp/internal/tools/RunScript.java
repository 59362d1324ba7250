// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.views.EmittedView;
import coral.views.ExecutionView;
import coral.views.LogView;
import coral.views.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_run_script}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_run_script")
public final class RunScript extends ColonyTool {
  private static final int TIMEOUT_SECONDS = 60;

  private static final int TOLD_LINES = 100;

  /** Waiting for a free place, the check and the way there and back. */
  private static final int SLACK_SECONDS = 60;

  private final ColonyClient colony;

  /** What it came to on each agent. */
  record Runs(List<Run> runs) {
    Runs {
      runs = List.copyOf(runs);
    }
  }

  /**
   * On one agent.
   *
   * @param output the last lines of stdout and stderr
   * @param omittedLines how many came before these
   */
  record Run(
      String agentId,
      String status,
      @Nullable Integer exitCode,
      String reason,
      String output,
      int omittedLines,
      List<EmittedView> events) {
    Run {
      events = List.copyOf(events);
    }
  }

  @Activate
  public RunScript(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Run a script once",
            "Run a script once on the agents that match, wait for its end, and return what it wrote and emitted.",
            new ToolHints(false, false, false, false),
            Runs.class,
            """
            {"type": "object", "required": ["code"], "properties": {
              "code": {"type": "string", "description": "As of coral_deploy_script"},
              "targets": {"type": "array", "items": {"type": "string"}, "description": "As of coral_deploy_script"},
              "name": {"type": "string"},
              "timeout_seconds": {"type": "integer", "minimum": 1, "maximum": 300, "description": "Default 60"},
              "memory_mb": {"type": "integer", "minimum": 1, "maximum": 65536},
              "capabilities": {"type": "array", "items": {"type": "string"}},
              "args": {"type": "object", "additionalProperties": {"type": "string"}, "description": "As of coral_deploy_script"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    Script script =
        Script.newBuilder()
            .setName(arguments.has("name") ? arguments.text("name") : "mcp-run")
            .setCode(arguments.text("code"))
            .addAllTargets(arguments.texts("targets"))
            .setSettings(Drafts.settings(arguments, ScriptMode.SCRIPT_MODE_AD_HOC))
            .setCreatedBy(call.caller())
            .build();
    int seconds = arguments.number("timeout_seconds", TIMEOUT_SECONDS) + SLACK_SECONDS;
    Map<String, AdHoc.OnAgent> agents =
        AdHoc.run(colony, call, script, seconds, new FirstLines(call)::take);
    int share = Shortened.MAX_CHARACTERS / Math.max(1, agents.size());
    List<Run> runs = new ArrayList<>();
    agents.forEach((id, agent) -> runs.add(run(id, agent, share)));
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> append(run, text));
    boolean failed =
        agents.values().stream()
            .map(AdHoc.OnAgent::end)
            .anyMatch(end -> end == null || !end.succeeded());
    return failed
        ? McpResult.error(text.toString().stripTrailing())
        : done(text.toString(), new Runs(runs));
  }

  /** The result has the last lines; a flood is not told line by line besides. */
  private static final class FirstLines {
    private final McpCall call;
    private int told;

    FirstLines(McpCall call) {
      this.call = call;
    }

    void take(LogView entry) {
      if (told++ < TOLD_LINES) {
        call.progress(entry.row());
      }
    }
  }

  private static Run run(String agentId, AdHoc.OnAgent agent, int share) {
    List<String> lines =
        agent.entries().stream().filter(e -> e.event() == null).map(LogView::text).toList();
    List<String> kept = Shortened.newest(lines, line -> line, share);
    ExecutionView end = agent.end();
    return new Run(
        agentId,
        end == null ? "unknown" : end.status().name(),
        end == null ? null : end.exitCode(),
        end == null ? "the agent did not tell its end" : end.reasonWithLimits(),
        String.join("\n", kept),
        lines.size() - kept.size(),
        agent.entries().stream().map(LogView::event).filter(Objects::nonNull).toList());
  }

  private static void append(Run run, StringBuilder text) {
    text.append(
        "%s on %s%s%s\n"
            .formatted(
                run.status(),
                run.agentId(),
                run.exitCode() == null ? "" : ", exit code " + run.exitCode(),
                Words.because(run.reason())));
    if (run.omittedLines() > 0) {
      text.append(
          "… %d earlier lines; write less, or run on fewer agents\n".formatted(run.omittedLines()));
    }
    if (!run.output().isEmpty()) {
      text.append(run.output()).append("\n");
    }
    for (EmittedView event : run.events()) {
      text.append(
          "event %s%s %s\n"
              .formatted(
                  event.name(),
                  event.severity() == null ? "" : " [" + event.severity() + "]",
                  event.data()));
    }
  }
}
