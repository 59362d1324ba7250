// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.ArchiveRequest;
import coral.views.ArchiveView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script archive}. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Leaves a stopped script out of lists until it is deployed again.")
public final class ArchiveCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    ArchiveView archived =
        ArchiveView.of(
            client
                .within(10)
                .archiveScript(
                    ArchiveRequest.newBuilder()
                        .setScript(script)
                        .setRequestedBy(System.getProperty("user.name", "unknown"))
                        .build()));
    if (out.json()) {
      out.value(archived);
    } else {
      out.line("Script archived: " + archived.name());
    }
    return ExitCode.OK;
  }
}
