// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.StopRequest;
import coral.views.StopView;
import coral.views.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_stop_script}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_stop_script")
public final class StopScript extends ColonyTool {
  private final ColonyClient colony;

  @Activate
  public StopScript(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Stop a script",
            "Stop a deployed script on every agent. Its versions, log and events are kept; deploying it again starts it.",
            new ToolHints(false, true, true, false),
            StopView.class,
            """
            {"type": "object", "required": ["script_id"], "properties": {
              "script_id": {"type": "string", "description": "Id, 8 characters of it, or name"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    StopRequest request =
        StopRequest.newBuilder()
            .setScript(arguments.text("script_id"))
            .setRequestedBy(call.caller())
            .build();
    StopView stopped = StopView.of(colony.ask(call, 30, stub -> stub.stopScript(request)));
    return done(
        "Script stopped: %s, on %s"
            .formatted(stopped.name(), Words.namedAgents(stopped.stoppedOn())),
        stopped);
  }
}
