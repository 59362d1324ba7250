// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.StopRequest;
import coral.views.StopView;
import coral.views.Words;
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
    StopView stopped =
        StopView.of(
            client
                .within(30)
                .stopScript(
                    StopRequest.newBuilder()
                        .setScript(script)
                        .setRequestedBy(System.getProperty("user.name", "unknown"))
                        .build()));
    if (out.json()) {
      out.value(stopped);
    } else {
      out.line("Script stopped: " + stopped.name());
      out.line("  Stopped on: " + Words.agents(stopped.stoppedOn()));
    }
    return ExitCode.OK;
  }
}
