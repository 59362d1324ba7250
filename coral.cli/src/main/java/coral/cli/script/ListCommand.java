// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.views.ScriptView;
import coral.views.Times;
import coral.views.Words;
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
    List<ScriptView> scripts =
        client
            .within(10)
            .listScripts(
                ListScriptsRequest.newBuilder()
                    .setStatus(status)
                    .setIncludeAdHoc(all)
                    .setIncludeArchived(archived)
                    .build())
            .getScriptsList()
            .stream()
            .map(ScriptView::of)
            .toList();
    if (out.json()) {
      out.value(scripts);
      return ExitCode.OK;
    }
    Table table = new Table("ID", "NAME", "STATUS", "TARGETS", "DEPLOYED", "REASON");
    Instant now = Instant.now();
    for (ScriptView script : scripts) {
      table.row(
          script.id(),
          script.name(),
          script.status().name(),
          Words.targets(script.targets()),
          Times.ago(script.deployedAt(), now),
          script.reason());
    }
    table.print(out);
    return ExitCode.OK;
  }
}
