// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.StreamEventsRequest;
import coral.views.EventView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_events}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_events")
public final class Events extends ColonyTool {
  private static final int LIMIT = 50;

  private final ColonyClient colony;

  /** The last events, oldest first. */
  record Emitted(List<EventView> events) {
    Emitted {
      events = List.copyOf(events);
    }
  }

  @Activate
  public Events(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Read events",
            "Read the last events (alerts and other findings) that scripts have emitted on all agents, oldest first.",
            ToolHints.READ_ONLY,
            Emitted.class,
            """
            {"type": "object", "properties": {
              "severity": {"type": "string", "enum": ["debug", "info", "warning", "error", "critical"],
                "description": "That one and above"},
              "script_id": {"type": "string", "description": "Only of that script: id or name"},
              "service": {"type": "string", "description": "Only on agents that see that service"},
              "limit": {"type": "integer", "minimum": 1, "maximum": 500, "description": "Default 50"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    int limit = arguments.number("limit", LIMIT);
    StreamEventsRequest request =
        StreamEventsRequest.newBuilder()
            // one more tells that there are more
            .setTail(limit + 1)
            .setSeverity(arguments.text("severity"))
            .setScript(arguments.text("script_id"))
            .setService(arguments.text("service"))
            .build();
    List<EventView> events = new ArrayList<>();
    colony.follow(
        call,
        20,
        stub ->
            stub.streamEvents(request).forEachRemaining(event -> events.add(EventView.of(event))));
    List<EventView> wanted = events.subList(Math.max(0, events.size() - limit), events.size());
    List<EventView> shown = Shortened.newest(wanted, EventView::row);
    String text = shown.stream().map(EventView::row).collect(Collectors.joining("\n"));
    if (shown.isEmpty()) {
      text = "no events";
    } else if (shown.size() < wanted.size()) {
      text += "\nthe last %d fit; narrow by severity, script_id or service".formatted(shown.size());
    } else if (shown.size() < events.size()) {
      text += "\nthere are older ones; give limit (at most 500) for more";
    }
    return done(text, new Emitted(shown));
  }
}
