// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.cli.output.Times;
import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.ListDeadLettersRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coral egress dead-letters}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists alerts that did not reach their sink, newest first.")
public final class EgressDeadLettersCommand extends ColonyCommand {
  @Option(names = "--limit", paramLabel = "N", description = "Only the newest N; 0: all")
  private int limit;

  @Override
  protected int call(ColonyClient client, Output out) {
    List<DeadLetter> dead =
        client
            .egressWithin(10)
            .listDeadLetters(ListDeadLettersRequest.newBuilder().setLimit(limit).build())
            .getDeadLettersList();
    if (out.json()) {
      out.value(dead.stream().map(EgressViews::deadLetter).toList());
      return ExitCode.OK;
    }
    Table table = new Table("ID", "SINK", "SCRIPT", "ALERTS", "ATTEMPTS", "DIED", "REASON");
    for (DeadLetter letter : dead) {
      table.row(
          letter.getId(),
          letter.getSink(),
          letter.getScript(),
          String.valueOf(letter.getAlerts()),
          String.valueOf(letter.getAttempts()),
          Times.second(letter.getDiedAt()),
          letter.getReason());
    }
    table.print(out);
    return ExitCode.OK;
  }
}
