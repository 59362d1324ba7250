// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.colony.v1.RollbackRequest;
import coral.views.DeployView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral script rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Deploys an old version of a script again.")
public final class RollbackCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "Version to deploy (default: the one deployed before the present one)")
  private @Nullable Integer to;

  @Option(
      names = "--pending",
      description = "Also when no agent matches now; it starts when one does")
  private boolean pending;

  @Override
  protected int call(ColonyClient client, Output out) {
    Versions.check("--to", to);
    DeployScriptResponse response =
        client
            .within(60)
            .rollbackScript(
                RollbackRequest.newBuilder()
                    .setScript(script)
                    .setVersion(to == null ? 0 : to)
                    .setRequestedBy(System.getProperty("user.name", "unknown"))
                    .setAllowPending(pending)
                    .build());
    DeployCommand.print("Script rolled back: ", DeployView.of(response), out);
    return ExitCode.OK;
  }
}
