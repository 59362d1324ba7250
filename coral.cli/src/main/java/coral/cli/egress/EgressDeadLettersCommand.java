// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.proto.colony.v1.ListDeadLettersRequest;
import coral.views.DeadLetterView;
import coral.views.Times;
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
    List<DeadLetterView> dead =
        client
            .egressWithin(10)
            .listDeadLetters(ListDeadLettersRequest.newBuilder().setLimit(limit).build())
            .getDeadLettersList()
            .stream()
            .map(DeadLetterView::of)
            .toList();
    if (out.json()) {
      out.value(dead);
      return ExitCode.OK;
    }
    Table table = new Table("ID", "SINK", "SCRIPT", "ALERTS", "ATTEMPTS", "DIED", "REASON");
    for (DeadLetterView letter : dead) {
      table.row(
          letter.id(),
          letter.sink(),
          letter.script(),
          String.valueOf(letter.alerts()),
          String.valueOf(letter.attempts()),
          Times.second(letter.diedAt()),
          letter.reason());
    }
    table.print(out);
    return ExitCode.OK;
  }
}
