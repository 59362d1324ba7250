// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.proto.colony.v1.StreamLogsRequest;
import coral.views.LogView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral script logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints a script's log lines and events, of all agents.")
public final class LogsCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines as they come")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines of what is kept")
  private int tail;

  @Override
  protected int call(ColonyClient client, Output out) {
    LogPrinter printer = new LogPrinter(out);
    client
        .open()
        .streamLogs(
            StreamLogsRequest.newBuilder()
                .setScript(script)
                .setFollow(follow)
                .setTail(tail)
                .build())
        .forEachRemaining(entry -> printer.print(LogView.of(entry)));
    return ExitCode.OK;
  }
}
