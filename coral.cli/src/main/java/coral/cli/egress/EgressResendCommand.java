// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.ResendDeadLettersRequest;
import coral.views.ResendView;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral egress resend}. */
@Command(
    name = "resend",
    mixinStandardHelpOptions = true,
    description = "Sends dead letters again, as if they were new.")
public final class EgressResendCommand extends ColonyCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Ids of dead letters, or at least 8 characters of each")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All that there are")
  private boolean all;

  @Override
  protected int call(ColonyClient client, Output out) {
    if (ids.isEmpty() != all) {
      throw new CliException(
          ExitCode.USAGE,
          "give the ids of dead letters, or --all: coral egress dead-letters lists them");
    }
    ResendView again =
        ResendView.of(
            client
                .egressWithin(60)
                .resendDeadLetters(
                    ResendDeadLettersRequest.newBuilder().addAllIds(ids).setAll(all).build()));
    if (out.json()) {
      out.value(again);
    } else {
      out.line(
          switch (again.ids().size()) {
            case 0 -> "No dead letter is sent again.";
            case 1 -> "1 dead letter is sent again.";
            default -> again.ids().size() + " dead letters are sent again.";
          });
    }
    return ExitCode.OK;
  }
}
