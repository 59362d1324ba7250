// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.StopScriptResponse;
import coral.proto.colony.v1.StopRequest;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops a script on every agent.")
public final class StopCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    StopScriptResponse response =
        client
            .within(30)
            .stopScript(
                StopRequest.newBuilder()
                    .setScript(script)
                    .setRequestedBy(System.getProperty("user.name", "unknown"))
                    .build());
    if (out.json()) {
      out.value(
          Map.of(
              "name", response.getName(), "stopped_on", List.copyOf(response.getStoppedOnList())));
    } else {
      out.line("Script stopped: " + response.getName());
      out.line("  Stopped on: " + Agents.counted(response.getStoppedOnList(), false));
    }
    return ExitCode.OK;
  }
}
