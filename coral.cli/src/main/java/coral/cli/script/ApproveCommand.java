// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.colony.v1.ApproveRequest;
import coral.views.DeployView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coral script approve}. */
@Command(
    name = "approve",
    description = "Lets agents have the version of a script that waits for approval.")
public final class ApproveCommand extends ColonyCommand {
  @Mixin private WaitingVersion waiting = new WaitingVersion();

  @Override
  protected int call(ColonyClient client, Output out) {
    DeployScriptResponse response =
        client
            .within(60)
            .approveScript(
                ApproveRequest.newBuilder()
                    .setScript(waiting.script())
                    .setVersion(waiting.version())
                    .setRequestedBy(System.getProperty("user.name", "unknown"))
                    .build());
    DeployCommand.print("Script approved: ", DeployView.of(response), out);
    return ExitCode.OK;
  }
}
