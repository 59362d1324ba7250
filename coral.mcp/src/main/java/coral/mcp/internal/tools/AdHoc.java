// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.views.ExecutionView;
import coral.views.LogView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a script on the agents that match, from its start to the end on each of them. */
final class AdHoc {
  private final Consumer<LogView> lines;

  /** What a run came to on one agent, by agent id. */
  private final Map<String, OnAgent> agents = new TreeMap<>();

  /** What it wrote and emitted on one agent, and how it ended there. */
  static final class OnAgent {
    private final List<LogView> entries = new ArrayList<>();
    private @Nullable ExecutionView end;

    List<LogView> entries() {
      return entries;
    }

    /** Null: its end was not told. */
    @Nullable ExecutionView end() {
      return end;
    }
  }

  private AdHoc(Consumer<LogView> lines) {
    this.lines = lines;
  }

  /**
   * Waits for all of it; a cancelled call stops it everywhere.
   *
   * @param lines is given what it writes and emits, as it comes
   */
  static Map<String, OnAgent> run(
      ColonyClient colony, McpCall call, Script script, int seconds, Consumer<LogView> lines) {
    AdHoc run = new AdHoc(lines);
    RunScriptRequest request =
        RunScriptRequest.newBuilder().setScript(script).setFileName(Drafts.FILE_NAME).build();
    colony.follow(
        call,
        seconds,
        stub -> stub.runScript(request).forEachRemaining(update -> run.take(update, call)));
    return run.agents;
  }

  private void take(RunScriptUpdate update, McpCall call) {
    switch (update.getUpdateCase()) {
      case DEPLOYED -> {
        update.getDeployed().getDeployedToList().forEach(this::on);
        call.progress("started on " + String.join(", ", agents.keySet()));
      }
      case LOG -> {
        LogView entry = LogView.of(update.getLog());
        on(entry.agentId()).entries.add(entry);
        lines.accept(entry);
      }
      case FINISHED -> {
        ExecutionView end = ExecutionView.of(update.getFinished());
        on(end.agentId()).end = end;
        call.progress("%s on %s".formatted(end.status(), end.agentId()));
      }
      case WAITING -> {
        ExecutionView waiting = ExecutionView.of(update.getWaiting());
        call.progress("waiting on %s: %s".formatted(waiting.agentId(), waiting.reason()));
      }
      case UPDATE_NOT_SET -> {}
    }
  }

  private OnAgent on(String agentId) {
    return agents.computeIfAbsent(agentId, id -> new OnAgent());
  }
}
