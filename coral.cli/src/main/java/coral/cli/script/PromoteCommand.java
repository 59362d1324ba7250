// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.colony.v1.PromoteRequest;
import coral.views.DeployView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script promote}. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = "Ends a canary: all agents that match get its version now.")
public final class PromoteCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    DeployScriptResponse response =
        client
            .within(60)
            .promoteScript(
                PromoteRequest.newBuilder()
                    .setScript(script)
                    .setRequestedBy(System.getProperty("user.name", "unknown"))
                    .build());
    DeployCommand.print("Script promoted: ", DeployView.of(response), out);
    return ExitCode.OK;
  }
}
