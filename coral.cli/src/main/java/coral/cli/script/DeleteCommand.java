// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeleteResponse;
import coral.proto.colony.v1.ScriptHistory;
import java.util.LinkedHashMap;
import java.util.Map;
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
      ScriptHistory history = HistoryCommand.of(client, script);
      if (!confirmation.given(question(history))) {
        out.line("Nothing was deleted.");
        return ExitCode.FAILED;
      }
      // What was asked about, whoever has the name by now.
      id = history.getId();
    }
    DeleteResponse response =
        client
            .within(60)
            .deleteScript(
                DeleteRequest.newBuilder()
                    .setScript(id)
                    .setRequestedBy(System.getProperty("user.name", "unknown"))
                    .build());
    if (out.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("script_id", response.getScriptId());
      view.put("name", response.getName());
      out.value(view);
    } else {
      out.line("Script deleted: " + response.getName());
    }
    return ExitCode.OK;
  }

  static String question(ScriptHistory history) {
    int versions = history.getVersionsCount();
    return "Delete %s, its %s, executions, logs and events for ever?"
        .formatted(history.getName(), versions == 1 ? "one version" : versions + " versions");
  }
}
