// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.DeleteRequest;
import coral.views.DeleteView;
import coral.views.HistoryView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral script delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes a stopped script with its versions, executions, logs and events.")
public final class DeleteCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(names = "--yes", description = "Do not ask")
  private boolean yes;

  @Override
  protected int call(ColonyClient client, Output out) {
    String id = script;
    if (!yes) {
      Confirmation confirmation = Confirmation.ofTerminal("deleting a script");
      HistoryView history = HistoryCommand.of(client, script);
      if (!confirmation.given(question(history))) {
        out.line("Nothing was deleted.");
        return ExitCode.FAILED;
      }
      // What was asked about, whoever has the name by now.
      id = history.id();
    }
    DeleteView deleted =
        DeleteView.of(
            client
                .within(60)
                .deleteScript(
                    DeleteRequest.newBuilder()
                        .setScript(id)
                        .setRequestedBy(System.getProperty("user.name", "unknown"))
                        .build()));
    if (out.json()) {
      out.value(deleted);
    } else {
      out.line("Script deleted: " + deleted.name());
    }
    return ExitCode.OK;
  }

  static String question(HistoryView history) {
    int versions = history.versions().size();
    return "Delete %s, its %s, executions, logs and events for ever?"
        .formatted(history.name(), versions == 1 ? "one version" : versions + " versions");
  }
}
