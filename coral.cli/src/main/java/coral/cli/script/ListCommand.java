// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ScriptSummary;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coral script list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists deployed scripts.")
public final class ListCommand extends ColonyCommand {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "all, pending, running, stopped, failed or completed (default: ${DEFAULT-VALUE})",
      defaultValue = "all")
  private String status = "all";

  @Option(names = "--all", description = "Also what \"script run\" left behind")
  private boolean all;

  @Option(names = "--archived", description = "Also archived scripts")
  private boolean archived;

  @Override
  protected int call(ColonyClient client, Output out) {
    List<ScriptSummary> scripts =
        client
            .within(10)
            .listScripts(
                ListScriptsRequest.newBuilder()
                    .setStatus(status)
                    .setIncludeAdHoc(all)
                    .setIncludeArchived(archived)
                    .build())
            .getScriptsList();
    if (out.json()) {
      out.value(scripts.stream().map(Views::script).toList());
      return ExitCode.OK;
    }
    Table table = new Table("ID", "NAME", "STATUS", "TARGETS", "DEPLOYED", "REASON");
    Instant now = Instant.now();
    for (ScriptSummary script : scripts) {
      table.row(
          script.getId(),
          script.getName(),
          Views.status(script.getStatus()),
          Agents.targets(script.getTargetsList()),
          Times.ago(script.getDeployedAt(), now),
          script.getReason());
    }
    table.print(out);
    return ExitCode.OK;
  }
}
