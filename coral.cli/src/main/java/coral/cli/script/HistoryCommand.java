// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.views.HistoryView;
import coral.views.Times;
import coral.views.VersionView;
import coral.views.Words;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists a script's versions, newest first, and when each was deployed.")
public final class HistoryCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    HistoryView history = of(client, script);
    if (out.json()) {
      out.value(history);
    } else {
      print(history, Instant.now(), out);
    }
    return ExitCode.OK;
  }

  static HistoryView of(ColonyClient client, String script) {
    return HistoryView.of(
        client
            .within(10)
            .getScriptHistory(GetScriptHistoryRequest.newBuilder().setScript(script).build()));
  }

  static void print(HistoryView history, Instant now, Output out) {
    Table table =
        new Table("VERSION", "CREATED", "BY", "SHA256", "SIZE", "TRIGGER", "TARGETS", "DEPLOYED");
    for (VersionView version : history.versions()) {
      table.row(
          Integer.toString(version.version()),
          Times.ago(version.createdAt(), now),
          version.createdBy(),
          version.digest(),
          Words.count(version.codeBytes()) + " B",
          version.trigger(),
          Words.targets(version.targets()),
          version.lastDeployed(now));
    }
    table.print(out);
  }
}
