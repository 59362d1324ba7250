// SPDX-License-Identifier: Apache-2.0

package coral.cli.events;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.proto.colony.v1.StreamEventsRequest;
import coral.views.EventView;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coral events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Prints what scripts have emitted, of all scripts and all agents, newest last.")
public final class EventsCommand extends ColonyCommand {
  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new events as they come")
  private boolean follow;

  @Option(
      names = "--severity",
      paramLabel = "S",
      description =
          "Only that severity and above: debug, info, warning, error, critical; an event without one counts as info")
  private String severity = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only on agents that see that service in their telemetry now")
  private String service = "";

  @Option(
      names = "--script",
      paramLabel = "SCRIPT",
      description = "Only of that script: id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = "--tail",
      paramLabel = "N",
      description = "Only the last N events of what is kept; at most, and by default, 10000")
  private int tail;

  @Override
  protected int call(ColonyClient client, Output out) {
    LogPrinter printer = new LogPrinter(out);
    client
        .open()
        .streamEvents(
            StreamEventsRequest.newBuilder()
                .setFollow(follow)
                .setTail(tail)
                .setSeverity(severity.toLowerCase(Locale.ROOT))
                .setScript(script)
                .setService(service)
                .build())
        .forEachRemaining(event -> printer.print(EventView.of(event)));
    return ExitCode.OK;
  }
}
