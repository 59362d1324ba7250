// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.views.ScriptView;
import coral.views.Times;
import coral.views.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_list_scripts}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_list_scripts")
public final class ListScripts extends ColonyTool {
  private static final int LIMIT = 50;

  private final ColonyClient colony;

  /**
   * A page of scripts.
   *
   * @param total how many there are in all
   * @param nextOffset null: this is the last page
   */
  record Scripts(List<ScriptView> scripts, int total, @Nullable Integer nextOffset) {
    Scripts {
      scripts = List.copyOf(scripts);
    }
  }

  @Activate
  public ListScripts(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "List scripts",
            "List deployed scripts, the last deployed first.",
            ToolHints.READ_ONLY,
            Scripts.class,
            """
            {"type": "object", "properties": {
              "status": {"type": "string", "enum": ["all", "pending", "running", "stopped", "failed", "completed"],
                "description": "Filter by status"},
              "include_ad_hoc": {"type": "boolean", "description": "Also what coral_run_script and coral_query left"},
              "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "Default 50"},
              "offset": {"type": "integer", "minimum": 0, "maximum": 1000000}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    ListScriptsRequest request =
        ListScriptsRequest.newBuilder()
            .setStatus(arguments.text("status"))
            .setIncludeAdHoc(arguments.flag("include_ad_hoc"))
            .build();
    List<ScriptView> all =
        colony.ask(call, 10, stub -> stub.listScripts(request)).getScriptsList().stream()
            .map(ScriptView::of)
            .toList();
    int from = Math.min(arguments.number("offset", 0), all.size());
    int to = Math.min(from + arguments.number("limit", LIMIT), all.size());
    Scripts page = new Scripts(all.subList(from, to), all.size(), to < all.size() ? to : null);
    return done(text(page, from), page);
  }

  private static String text(Scripts page, int from) {
    if (page.scripts().isEmpty()) {
      return page.total() == 0 ? "no scripts" : "no scripts from offset " + from;
    }
    StringBuilder text = new StringBuilder();
    Instant now = Instant.now();
    for (ScriptView script : page.scripts()) {
      text.append(
          "%s v%d %s on %s, deployed %s by %s, id %s%s\n"
              .formatted(
                  script.name(),
                  script.version(),
                  script.status(),
                  Words.targets(script.targets()),
                  Times.ago(script.deployedAt(), now),
                  script.createdBy(),
                  script.id(),
                  Words.because(script.reason()).stripTrailing()));
    }
    if (page.nextOffset() != null) {
      text.append(
          "%d of %d scripts; call again with offset %d for more"
              .formatted(page.scripts().size(), page.total(), page.nextOffset()));
    }
    return text.toString();
  }
}
